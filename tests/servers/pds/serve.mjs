// A PLC directory and a PDS on loopback: node serve.mjs INSTALLED [--port=N] [--data=FOLDER] [--rate-limits].
// INSTALLED is the folder that holds node_modules. Prints one line of JSON when it is ready, and ends when its stdin does.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '0' }, data: { type: 'string' }, 'rate-limits': { type: 'boolean', default: false } },
})

const data = options.data ?? mkdtempSync(path.join(tmpdir(), 'advocacybot-pds-'))
process.on('exit', () => { if (!options.data) rmSync(data, { recursive: true, force: true }) })
process.stdin.on('close', () => process.exit()).resume()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit())

// Both servers would listen on every interface: neither has an option for it.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port) { return listen.call(this, { port, host: '127.0.0.1' }) }

const installed = createRequire(path.join(path.resolve(positionals[0]), 'package.json'))
const load = (name) => import(pathToFileURL(installed.resolve(name)))
const { PDS, envToCfg, envToSecrets } = await load('@atproto/pds')
const { PlcServer, MockDatabase } = await load('@did-plc/server')

const plc = await PlcServer.create({ db: new MockDatabase(), port: 0 }).start()

// A PDS writes its own port into its configuration, so the port has to be held before there is a PDS to answer on it.
const server = http.createServer()
await new Promise((resolve) => server.listen(Number(options.port)).once('listening', resolve))
const { port } = server.address()

const adminPassword = randomBytes(16).toString('hex')
const jwtSecret = randomBytes(16).toString('hex')
const settings = {
  port,
  hostname: 'localhost',
  dataDirectory: data,
  blobstoreDiskLocation: path.join(data, 'blobs'),
  didPlcUrl: `http://127.0.0.1:${plc.address().port}`,
  devMode: true, // takes http, asks a directory on loopback, and holds its own answers against the lexicons
  inviteRequired: false,
  rateLimitsEnabled: options['rate-limits'],
  adminPassword,
  jwtSecret,
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
}
const pds = await PDS.create(envToCfg(settings), envToSecrets(settings))
pds.app.listen = () => {
  setImmediate(() => server.emit('listening'))
  return server.on('request', pds.app)
}
await pds.start()
console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, adminPassword, jwtSecret }))
