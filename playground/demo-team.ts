/** The team that `npm start -- --demo` shows: who is in which group, and what they have to do. */

export interface DemoProject {
  key: string;
  name: string;
  manager: string;
  /** Where its tasks are talked about: a channel that is linked to it. */
  channel?: string;
  tasks: string[];
}

export interface DemoGroup {
  teamId: string;
  name: string;
  owner: string;
  /** Invited by username, so people of the other workspace may be among them. */
  members: string[];
  projects: DemoProject[];
}

export const demoPassword = 'Correct-horse-7';

/** Everybody who has an account, by workspace. The others are new. */
export const demoPeople: Record<string, string[]> = {
  T0ANALYTIC: ['ada', 'grace', 'alan', 'katherine', 'hedy'],
  T0DIFFER: ['emmy', 'sofia', 'maryam'],
};

export const demoGroups: DemoGroup[] = [
  {
    teamId: 'T0ANALYTIC',
    name: 'Web team',
    owner: 'ada',
    members: ['grace', 'alan', 'katherine'],
    projects: [
      {
        key: 'WEB',
        name: 'Website',
        manager: 'ada',
        channel: 'web-team',
        tasks: [
          'Fix the login page on small screens',
          'Write alternative texts for the product pictures',
          'Move the images to the new bucket',
          'Say why a payment was refused',
          'Renew the certificate before the 12th',
          'Remember the language that a visitor chose',
          'Take the old newsletter form off the home page',
          'Measure the first paint on a slow phone',
          'Answer the questions about cookies',
          'Redirect the addresses of the 2019 blog',
          'Let the search find words with accents',
          'Show prices with tax in the basket',
          'Update the team page',
          'Check the contrast of the buttons',
          'Write the release notes for December',
        ],
      },
      {
        key: 'APP',
        name: 'Mobile app',
        manager: 'grace',
        tasks: [
          'Keep people signed in after an update',
          'Ask for notifications only when they are needed',
          'Make the list scroll without jumps',
          'Translate the onboarding into German',
          'Find out why the app is 80 MB',
          'Send crash reports with the version',
          'Support the large text setting',
          'Open links to orders in the app',
          'Test on the cheapest phone we have',
          'Replace the map library',
          'Show what is saved when offline',
          'Make the new icons',
          'Answer the reviews of last week',
          'Try the beta on a tablet',
          'Write down how a release is made',
        ],
      },
    ],
  },
  {
    teamId: 'T0DIFFER',
    name: 'Research',
    owner: 'emmy',
    members: ['sofia', 'maryam', 'hedy'],
    projects: [
      {
        key: 'SUM',
        name: 'Summer school',
        manager: 'sofia',
        tasks: [
          'Book the lecture hall for July',
          'Invite the speakers',
          'Ask the university for rooms to sleep in',
          'Write the call for applications',
          'Set the deadline for grants',
          'Print the posters',
          'Find somebody who records the talks',
          'Plan the excursion on Wednesday',
          'Make a list of what people can not eat',
          'Answer applicants who need a visa',
          'Order 120 badges',
          'Draft the programme of the first week',
          'Test the microphones',
          'Collect the slides of last year',
          'Thank the sponsors',
        ],
      },
      {
        key: 'LIB',
        name: 'Proof library',
        manager: 'emmy',
        tasks: [
          'Check the proof of lemma 4.2',
          'Name the exercises after their chapters',
          'Scan the notes of the 1921 seminar',
          'Write an index of symbols',
          'Find the missing figure in chapter 3',
          'Turn the appendix into exercises',
          'Ask the publisher about the second edition',
          'Correct the sign in equation 17',
          'Compare both definitions of an ideal',
          'Draw the commutative diagrams anew',
          'Translate the foreword',
          'List the open problems',
          'Review the chapter on symmetry',
          'Add references to the theorem of Kovalevskaya',
          'Choose a licence for the library',
        ],
      },
    ],
  },
];

/** What people say beside their work; a task may be made of it from the message's menu. */
export const demoTalk: { teamId: string; channel: string; who: string; daysAgo: number; text: string }[] = [
  {
    teamId: 'T0ANALYTIC',
    channel: 'web-team',
    who: 'ada',
    daysAgo: 20.9,
    text: 'New here: everything we do is in WEB and APP now.',
  },
  {
    teamId: 'T0ANALYTIC',
    channel: 'web-team',
    who: 'grace',
    daysAgo: 13.2,
    text: 'A customer says the invoice has no page numbers.',
  },
  {
    teamId: 'T0ANALYTIC',
    channel: 'general',
    who: 'katherine',
    daysAgo: 6.1,
    text: 'Back on Thursday. My two tasks are free to take.',
  },
  {
    teamId: 'T0ANALYTIC',
    channel: 'web-team',
    who: 'alan',
    daysAgo: 1.3,
    text: '@ada the staging server answers 502 since noon.',
  },
  {
    teamId: 'T0DIFFER',
    channel: 'general',
    who: 'emmy',
    daysAgo: 19.8,
    text: 'The summer school has a project, so nothing gets lost in mails.',
  },
  { teamId: 'T0DIFFER', channel: 'general', who: 'sofia', daysAgo: 4.4, text: 'Two speakers have said yes!' },
];
