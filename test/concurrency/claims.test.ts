import type { Answer, Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { connectDatabase } from '../../src/db/connect.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

const fewAtOnce = 20;

test('1,000 claims of one task at once, through two processes: one claimant, everybody else told who (T2)', async () => {
  const mongodbUri = testMongoUri();
  const slack = await startSlack({ keepCalls: false });
  const bots = await Promise.all([startBotProcess({ slack, mongodbUri }), startBotProcess({ slack, mongodbUri })]);
  const database = await connectDatabase(mongodbUri);
  try {
    slack.deliverTo(...bots.map((bot) => bot.url));
    const { people, accountIds } = await seed(mongodbUri, slack, { people: 1000 });
    await people[0]?.command('/task add P1 Only one of us');

    const claim = (person: Person) => person.command('/task claim P1-1');
    const isTold = (answer: Answer) => answer.kind === 'message' && !/Try again in a moment/.test(answer.text);
    const answers = await Promise.all(people.map(claim));

    // A small machine can't answer a thousand within Slack's three seconds. Whoever is told to try again does so.
    for (let round = 0; round < 5 && !answers.every(isTold); round++)
      for (let from = 0; from < answers.length; from += fewAtOnce) {
        const some = people.slice(from, from + fewAtOnce).map(async (person, index) => {
          const answer = answers[from + index] as Answer;
          return isTold(answer) ? answer : claim(person);
        });
        answers.splice(from, some.length, ...(await Promise.all(some)));
      }

    const winners = answers.flatMap((answer, index) => (/^You claimed P1-1/.test(answer.text) ? [index] : []));
    expect(winners).toHaveLength(1);
    const [winner = -1] = winners;
    const told = `First${winner} Last${winner} (person${winner}) has claimed P1-1.`;
    const others = answers.filter((_, index) => index !== winner);
    expect(others.filter((answer) => answer.text !== told).map((answer) => `${answer.kind} ${answer.text}`)).toEqual(
      [],
    );
    const [project] = await database.stores.projects.some(
      await database.stores.memberships.ofAccount(accountIds[0] as string, 'project'),
    );
    expect(await database.stores.tasks.getByNumber(project?.id as string, 1)).toMatchObject({
      claimantId: accountIds[winner],
    });
  } finally {
    await Promise.all(bots.map((bot) => bot.kill('SIGTERM')));
    await database.close();
    await leaveDatabase(mongodbUri);
    await slack.stop();
  }
});
