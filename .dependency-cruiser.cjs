/** The directions in which imports may go; docs/architecture.md draws them. */
const only = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const capabilities =
  "checks|doctor|gate|proposals|discovery|facts|maps|patching|backups|incidents|events|history";

module.exports = {
  forbidden: [
    only("no-circular", "A cycle means that two files are one idea.", {}, { circular: true }),
    only(
      "lib-knows-nothing",
      "Pure helpers know nothing of itom.",
      { path: "^src/lib/" },
      { path: "^src/(?!lib/)" },
    ),
    only(
      "ports-are-interfaces",
      "Ports name only plain data.",
      { path: "^src/ports/" },
      { path: "^src/(?!ports/|lib/|inventory/)" },
    ),
    only(
      "inventory-is-low",
      "The inventory knows no capability and no connection.",
      { path: "^src/inventory/" },
      { path: "^src/(?!inventory/|lib/|ports/)" },
    ),
    only(
      "connections-are-leaves",
      "A connection implements a port and nothing else.",
      { path: "^src/connections/" },
      { path: "^src/(?!connections/|ports/|inventory/|lib/)" },
    ),
    only(
      "state-is-a-leaf",
      "The store knows no capability.",
      { path: "^src/state/" },
      { path: "^src/(?!state/|ports/|lib/)" },
    ),
    only(
      "terminal-is-a-leaf",
      "Terminal code renders what it is given.",
      { path: "^src/terminal/" },
      { path: "^src/(?!terminal/|lib/)" },
    ),
    only(
      "capabilities-see-ports",
      "A capability takes (input, ports, signal) and returns data.",
      { path: `^src/(${capabilities})/` },
      { path: "^src/(cli|commands|connections|state|terminal|output|demo)/" },
    ),
    only(
      "capabilities-stand-apart",
      "A capability uses only the index of another.",
      { path: `^src/(${capabilities})/` },
      { path: `^src/(${capabilities})/(?!index)`, pathNot: "^src/$1/" },
    ),
    only(
      "output-is-pure",
      "A renderer turns a result into text.",
      { path: "^src/output/" },
      { path: "^src/(cli|commands|connections|state)/" },
    ),
    only(
      "only-the-composition-root-wires",
      "Only cli/context wires ports to connections and state.",
      { path: "^src/", pathNot: "^src/(connections|state|demo)/|^src/cli/context/" },
      { path: "^src/(connections|state)/", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "ssh2-behind-its-port",
      "Only connections and the demo network import ssh2.",
      { pathNot: "^src/(connections|demo)/|^(tests|bench)/" },
      { path: "node_modules/(ssh2|net-snmp|ping|execa)/" },
    ),
    only(
      "terminal-libraries",
      "Only src/terminal imports chalk, cli-table3 and inquirer.",
      { pathNot: "^src/terminal/" },
      { path: "node_modules/(chalk|cli-table3|inquirer)/" },
    ),
    only(
      "commander-in-cli",
      "Only src/cli imports commander.",
      { pathNot: "^src/cli/" },
      { path: "node_modules/commander/" },
    ),
    only(
      "not-to-tests",
      "The product does not import its tests.",
      { path: "^(src|bin)/" },
      { path: "^(tests|bench)/" },
    ),
    only(
      "no-dev-dependencies",
      "What ships depends only on what is installed.",
      { path: "^(src|bin)/" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    ),
  ],
  options: {
    // bin leads to what was built from src, which is judged as src.
    doNotFollow: { path: "node_modules|^dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.check.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
