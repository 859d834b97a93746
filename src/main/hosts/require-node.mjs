// Every entry script starts here: one readable sentence instead of a syntax error on an old Node.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Tapedeck needs Node 22.18 or newer to run from a checkout; this is Node ${process.versions.node}. ` +
      `Install a current Node (24 is tested), then run the same command again.`,
  )
  process.exit(1)
}
