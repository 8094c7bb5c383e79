/** The files of a folder by their paths in it, as tools/texts.mjs bundles them. */
declare module 'texts:*' {
  const files: Readonly<Record<string, string>>;
  export default files;
}
