import PostalMime from 'postal-mime';

/** A letter taken apart. `links` lead to this machine; others are not made clickable. */
export type ReadLetter = {
  from: string;
  text: string;
  html: string;
  links: { label: string; url: string }[];
  /** Files that came with it, by their place in the letter. */
  attachments: { name: string; bytes: number }[];
};

/** A file that came with a letter. */
export type LetterFile = { name: string; isPdf: boolean; content: Uint8Array };

/** The files that came with a letter. Their names are the sender's: what could lead astray in one is left out. */
export async function filesOf(raw: Buffer): Promise<LetterFile[]> {
  const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  return attachments.map(({ filename, mimeType, content }) => ({
    name: (filename ?? '').replace(/[^\w. -]/g, '').replace(/^[. ]+/, '') || 'attachment',
    isPdf: mimeType === 'application/pdf',
    content: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
  }));
}

/** Takes a letter apart. `host` is the machine's own name or address, to which alone links may lead. */
export async function readLetter(raw: Buffer, host: string): Promise<ReadLetter> {
  const { from, text = '', html = '' } = await PostalMime.parse(raw);
  const found = text.matchAll(/^(?:([^\n]+):\n)?(https?:\/\/\S+)$/gm);
  return {
    from: from?.address ?? '',
    text,
    html: withOwnLinksOnly(html, host),
    attachments: (await filesOf(raw)).map(({ name, content }) => ({ name, bytes: content.length })),
    links: [...found]
      .map(([, label, url = '']) => ({ label: label ?? url, url }))
      .filter(({ url }) => isOwn(url, host)),
  };
}

const isOwn = (url: string, host: string): boolean =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).hostname === host;

/** The frame that shows it runs no scripts and fetches nothing; what is left to forbid is a click that leads away. */
const withOwnLinksOnly = (html: string, host: string): string =>
  `<base target="_top">${html.replace(
    /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi,
    (attribute, double: string | undefined, single: string | undefined, bare: string | undefined) =>
      isOwn(double ?? single ?? bare ?? '', host) ? attribute : '',
  )}`;
