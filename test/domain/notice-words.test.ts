import { noticeWords } from '../../domain/notice-words';

describe('the words of a notice', () => {
  it.each(['report-received', 'report-turned-away'])(
    'of %s open with one sentence, for it is the heading of the page at the link',
    (duty) => {
      expect(noticeWords(duty, '').opening.match(/[.?!](?=\s|$)/g)).toHaveLength(1);
    },
  );
});
