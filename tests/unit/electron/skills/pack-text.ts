/** The least a valid SKILL.md can say. */
export function skillText(name: string, description = "Use it when testing.", body = "Do it."): string {
  return `---\nname: ${name}\ndescription: ${description}\n---\n\n${body}\n`;
}
