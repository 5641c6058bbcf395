import { OwnError } from '../config/own-error';
import { EmbeddedService } from './embedded-service';

const say = (sentence: string): void => {
  console.log(sentence);
};

/** Ctrl-C under npm comes twice, from the terminal and from npm: that is one wish. */
const sameWishMs = 500;

/** The embedded service, from `npm start` to Ctrl-C. */
async function main(): Promise<void> {
  let asked = 0;
  let askedAtMs = -Infinity;
  const service = new EmbeddedService(process.env, say, (sentence) => {
    if (asked > 0) return;
    asked += 1;
    console.error(sentence);
    process.exitCode = 1;
    void end();
  });
  const stop = (): void => {
    const nowMs = performance.now();
    const isRepeat = nowMs - askedAtMs < sameWishMs;
    askedAtMs = nowMs;
    if (isRepeat) return;
    asked += 1;
    if (asked === 1) {
      void end();
      return;
    }
    say('Ending at once.');
    service.force();
  };
  const end = async (): Promise<void> => {
    say('\nEnding: letters under way are finished first. Once more ends at once.');
    await service.stop();
    say('Ended. Nothing is lost: the next start goes on from here.');
    process.exit(process.exitCode ?? 0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  try {
    await service.start();
  } catch (error) {
    if (asked > 0) return;
    console.error(explain(error));
    process.exitCode = 1;
    await service.stop();
    process.exit();
  }
}

const explain = (error: unknown): string => {
  if (error instanceof OwnError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

void main();
