/** Where the libraries stand in the image that runs. */
const folder = '/usr/local/lib/native';

/**
 * Instructions of the build stage: collects the shared libraries of the system that a built program or package needs.
 * The image that runs is a smaller one of the same system, and may lack them: libpq, libssl, libxml2. The C library
 * itself is the same in both.
 */
export const collectLibraries = (found: string): readonly string[] => [
  '# The libraries of the system that were linked: the smaller image below may lack them.',
  `RUN mkdir -p /native && { find ${found} -type f -exec ldd {} + > /tmp/linked 2> /dev/null || true; } \\`,
  '  && while read -r _ _ library _; do case $library in \\',
  '    */libc.so.* | */libm.so.*) ;; \\',
  '    /lib/* | /usr/lib/*) cp -Lf "$library" /native/ ;; \\',
  '  esac; done < /tmp/linked',
];

export const installLibraries = `COPY --from=build /native/ ${folder}/`;

export const libraryPath = ['LD_LIBRARY_PATH', folder] as const;
