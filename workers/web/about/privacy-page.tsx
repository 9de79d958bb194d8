import { SESSION_MAX_MS, SESSION_TTL_MS } from '#functions/accounts/auth-session.ts'
import { SIGN_IN_TTL_MS } from '#functions/accounts/request-sign-in.ts'
import { playerOrigins } from '#functions/coverage/players.ts'
import { paths } from '#functions/paths.ts'
import type { CookieName } from '../../signed-cookie.ts'
import { WISH_TTL_S } from '../accounts/wish-cookie.ts'

const DAY_MS = 86_400_000
const MAIL_MINUTES = SIGN_IN_TTL_MS / 60_000
const WISH_MINUTES = WISH_TTL_S / 60
const [UNUSED_DAYS, LONGEST_DAYS] = [SESSION_TTL_MS / DAY_MS, SESSION_MAX_MS / DAY_MS]

/** Every cookie that there is, so that a new one has its words here before it compiles. */
const cookies: Record<CookieName, string> = {
  session: `Who is signed in. As long as you are: until ${UNUSED_DAYS} days after your last visit, and ${LONGEST_DAYS} days at most.`,
  seen: 'How far our database had got with your last change, so that no page is older than it. An hour.',
  read: 'How far it had got with the last page that you saw. An hour.',
  asked: `The numbers of the sign-in mails that this browser asked for. ${MAIL_MINUTES} minutes.`,
  wish: `What you pressed before you signed in, so that you need not press it again. ${WISH_MINUTES} minutes.`,
  github: `While you sign in with GitHub: which answer of theirs is for you. ${MAIL_MINUTES} minutes.`,
}

/** What is known of people, who sees it, and for how long: docs/security.md, for those whom it is about. */
export const PrivacyPage = () => (
  <div class="wrap narrow words-page">
    <h1>Privacy</h1>
    <p class="lead">
      You can read everything here without telling us who you are. If you sign in, we keep your
      e-mail address for ourselves, and show what you do in public.
    </p>
    <Reading />
    <SigningIn />
    <h2>What others see</h2>
    <p>
      Your name and handle, which events you attend or track, and the links that you add are public:
      on your profile, on those events’ pages, and in search engines. What you attend and track
      stays until you press the same button again. Which sessions you track is for you alone; others
      see how many do.
    </p>
    <h2>If you never signed in</h2>
    <p>
      People who speak at a conference or help to run it have profiles, made of what the conference
      published about them: a name, and often a few words, a picture and links. Public posts on
      Mastodon and X that carry an event’s hashtag are shown on its page with their author’s name,
      and go when we see that they are gone there.
    </p>
    <h2>When you report a link</h2>
    <p>
      What you say of it is read by those who run this site, and kept as long as the link. If you
      are signed in they see your handle beside it. If you are not, your network address limits how
      many reports come from it: as a hash by a secret key, for an hour at most.
    </p>
    <OfMachines />
    <h2>To see, correct or delete it</h2>
    <p>
      Your profile shows what is public of you, and <a href={paths.signOut()}>this page</a> where
      you are signed in. To have something corrected, or your account or profile deleted, write to
      the address that our mails come from. Whoever runs this site does it by hand: there is no
      button for it yet. When two profiles turn out to be one person’s and are joined, what they
      were stays in a log, so that it can be undone.
    </p>
  </div>
)

const Reading = () => (
  <>
    <h2>While you only read</h2>
    <p>
      We set no cookie, and your browser loads nothing from anybody else: pictures from other sites
      pass through ours. Only if you press Play does your browser ask the video’s own host (
      {playerOrigins.map((origin) => new URL(origin).host).join(', ')}). If you choose your own
      clock for a schedule, your browser remembers that, and tells nobody.
    </p>
  </>
)

const SigningIn = () => (
  <>
    <h2>When you sign in</h2>
    <ul>
      <li>
        Your <strong>e-mail address</strong>, and GitHub’s number for you if you sign in that way.
        No page shows them. They are kept as long as your account.
      </li>
      <li>
        A <strong>sign-in mail</strong>: the address it goes to, for {MAIL_MINUTES} minutes.
      </li>
      <li>
        <strong>Where you are signed in</strong>: since when and until when, not from where or with
        what. It is deleted when you sign out, {UNUSED_DAYS} days after you were last here, and{' '}
        {LONGEST_DAYS} days after you signed in.
      </li>
      <li>
        Your <strong>network address</strong>, to limit how many mails are asked for from it: as a
        hash by a secret key, for an hour at most.
      </li>
    </ul>
    <p>
      These cookies, and no others. None is for anybody but us, and none is set before you ask to
      sign in:
    </p>
    <dl>
      {Object.entries(cookies).map(([name, what]) => (
        <>
          <dt>
            <code>__Host-{name}</code>
          </dt>
          <dd>{what}</dd>
        </>
      ))}
    </dl>
  </>
)

const OfMachines = () => (
  <>
    <h2>Logs, and who works for us</h2>
    <p>
      Our log says that a kind of page was asked for, when, how long it took and whether it worked;
      not by whom, nor which page. Signing in and out, limits and refusals are logged with the
      account’s number; addresses stand there only as the hash that their limit counts under. Where
      the site runs at Cloudflare that log is kept for days; on a machine of its own, until its
      owner deletes it. What is to be done later is noted by numbers alone, for 30 days.
    </p>
    <p>
      Hallway is made to run at Cloudflare, which sees your network address and which page you ask
      for, as every host does, and logs the latter. Neon keeps the database; Upstash has copies of
      who attends and tracks what, as numbers without names, and hands on what has to be done later;
      Resend delivers our mails. Nobody else gets anything, and nothing is sold.
    </p>
  </>
)
