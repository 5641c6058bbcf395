/** An error whose words are ours and name nobody: its message may be logged and shown. */
export class OwnError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
