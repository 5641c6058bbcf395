/** Methods and tools of review that document D describes (app. 2); no one of them suits every case (D 12.6). */
export const reviewMethods = {
  traditional: 'Traditional model, with individual management reviews and an overview report',
  chronology: 'Multi-agency chronology',
  'action-learning': 'Action learning',
  'learning-together': 'Action learning: SCIE Learning Together',
  silp: 'Action learning: Significant Incident Learning Process',
  'peer-review': 'Peer review',
  'practice-learning-review': 'Multi-agency practice learning review',
  'root-cause-analysis': 'Root cause analysis',
  'significant-event-analysis': 'Significant event analysis (does not involve the family)',
  other: 'Another method, agreed with the reviewer',
} as const;
