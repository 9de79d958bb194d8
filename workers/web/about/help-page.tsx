import { SIGN_IN_TTL_MS } from '#functions/accounts/request-sign-in.ts'
import { paths } from '#functions/paths.ts'

/** How to do what people come for. */
export const HelpPage = () => (
  <div class="wrap narrow words-page">
    <h1>Help</h1>
    <h2>Find a conference</h2>
    <p>
      <a href={paths.conferences()}>Conferences</a> lists all that are to come, and narrows them by
      month, topic and place. <a href={paths.topics()}>Topics</a>,{' '}
      <a href={paths.places()}>places</a>, <a href={paths.seriesList()}>series</a> and{' '}
      <a href={paths.speakers()}>speakers</a> each lead to the events that they belong to, those
      that are over too.
    </p>
    <h2>Say that you are going</h2>
    <p>
      Press <strong>Attend</strong> on an event and you are on its public list of who is going.{' '}
      <strong>Track</strong> keeps an eye on it: it puts the event on your dashboard, and you on the
      list of who is tracking it. Press the same button again to take it back. Sessions of a
      programme can be tracked too; who tracks a session is shown to nobody. Of an event that is
      over, <strong>I was there</strong> puts it on your profile. “Add to your calendar”, on an
      event that is to come, is a file with its dates that any calendar reads.
    </p>
    <h2>Sign in</h2>
    <p>
      There is no password. Type your e-mail address, and we send you a mail with a link and a code.
      The link works in the browser in which you asked; if you read the mail on another device, type
      the code where you asked. Both work once, for {SIGN_IN_TTL_MS / 60_000} minutes. The first
      time you also choose the name and the handle that others see.
    </p>
    <p>
      The menu <strong>You</strong>, at the top of every page, leads to your dashboard and your
      profile, and signs you out. <a href={paths.signOut()}>Where you are signed in</a> lists your
      browsers, and signs out any of them.
    </p>
    <h2>Use a programme</h2>
    <p>
      A schedule shows the clock of the event’s place. Where scripts run you can have it on your own
      clock instead. Filter it by room, track and language, look at it as a list or as a grid of
      rooms, and take it away as a file for your calendar.
    </p>
    <h2>Add a recording, slides or a write-up</h2>
    <p>
      “Add a video, slides or notes”, on an event or a session, takes a link. We look up its title
      ourselves, and check now and then whether it still leads somewhere.
    </p>
    <h2>Something is wrong, or missing</h2>
    <p>
      Most of what stands here is read from elsewhere, and is best put right there: the next reading
      brings it along. For everything else write to the address that our mails come from; whoever
      runs this site reads it.
    </p>
  </div>
)
