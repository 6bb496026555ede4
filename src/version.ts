/** The version of the engine, as `--version` and every receipt state it; a test holds it to package.json. */
export const ENGINE = '0.1.0';
