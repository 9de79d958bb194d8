import assets from '#assets'
import { paths } from '#functions/paths.ts'

/** What this is. */
export const AboutPage = () => (
  <div class="wrap narrow words-page">
    <h1>About Hallway</h1>
    <p class="lead">
      Hallway is a social directory of conferences: what is on, where, what it is about, who is
      going, and what was said, recorded and written about it afterwards.
    </p>
    <p>
      The best of a conference happens in the hallway, between the talks. To be in the right hallway
      you have to know who else will be there, so that is what Hallway shows first. The idea is that
      of Lanyrd, which did this from 2010 on and is gone.
    </p>
    <h2>Where it comes from</h2>
    <p>
      Events, programmes, speakers and recordings come from what communities and organisers publish:
      lists such as confs.tech and RubyEvents, the schedules and calendars of the conferences
      themselves, pyvideo’s recordings, and pages that describe their event for machines. The names
      of places are those of GeoNames. The rest is what people here add: who goes, and links to
      talks, slides and write-ups.
    </p>
    <p>
      A schedule that changes is read again until its event is over, and what a person has put right
      here is not overwritten by it.
    </p>
    <h2>What it does not do</h2>
    <p>
      There are no advertisements, no tracking across the web and nothing for sale. Everything can
      be read without an account and without scripts. What is kept about you, and for how long,
      stands under <a href={paths.privacy()}>Privacy</a>.
    </p>
    <h2>What it is made with</h2>
    <p>
      Hallway’s own code is free to use under the MIT licence. The works of others that your browser
      gets from it are listed with <a href={assets['licences.txt']}>their licences</a>.
    </p>
  </div>
)
