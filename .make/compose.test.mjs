// Tests of docker-compose.yml, the images and the workflows, by `node --test`: what can be held without Docker.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root } from './processes.mjs'

const { parse } = createRequire(join(root, 'frontend', 'package.json'))('yaml')
const text = (path) => readFileSync(join(root, path), 'utf8')
const { services, networks, secrets } = parse(text('docker-compose.yml'))

describe('the production shape', () => {
  it('bounds what each container may take', () => {
    for (const [name, service] of Object.entries(services)) {
      assert.match(String(service.mem_limit), /^\d+[mg]$/, name)
      assert.ok(service.cpus > 0, name)
      assert.ok(service.pids_limit > 0, name)
      assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name)
    }
  })

  it('lets the dashboard reach no database', () => {
    const shared = services.dashboard.networks.filter((network) => services.database.networks.includes(network))
    assert.deepEqual(shared, [])
    assert.equal(networks.inside.internal, true)
    assert.equal(services.database.ports, undefined)
    assert.equal(services.backend.ports, undefined)
  })

  it('opens its door on this machine alone', () => {
    for (const port of services.dashboard.ports) assert.match(port, /^127\.0\.0\.1:/)
  })

  it('has its secrets in files, and the superuser’s out of the application', () => {
    assert.doesNotMatch(text('docker-compose.yml'), /PASSWORD:/)
    assert.deepEqual(services.backend.secrets, ['database-replyloop'])
    assert.equal(services.dashboard.secrets, undefined)
    for (const { file } of Object.values(secrets)) assert.match(file, /^\.\/secrets\//)
  })

  it('serves the same hosts at both doors', () => {
    assert.equal(
      services.dashboard.environment.REPLYLOOP_ALLOWED_HOSTS,
      services.backend.environment.REPLYLOOP_ALLOWED_HOSTS,
    )
  })

  it('names exact versions of images and actions', () => {
    const images = [
      services.database.image,
      ...['backend/Dockerfile', 'frontend/Dockerfile'].flatMap((file) =>
        [...text(file).matchAll(/^FROM (\S+)/gm)].map(([, image]) => image),
      ),
    ]
    assert.equal(images.length, 5)
    for (const image of images) assert.match(image, /:\d+\.\d+/, image)
    const actions = [...text('.github/workflows/ci.yml').matchAll(/uses: (\S+)/g)].map(([, action]) => action)
    assert.ok(actions.length > 5)
    for (const action of actions) assert.match(action, /@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/, action)
  })

  it('downloads Maven by its checksum', () => {
    assert.match(text('backend/.mvn/wrapper/maven-wrapper.properties'), /^distributionSha256Sum=[0-9a-f]{64}$/m)
  })
})

describe('what is shipped to browsers', () => {
  it('comes with the licence of every package that the dashboard depends on', () => {
    const notice = text('frontend/dist/third-party-licenses.md')
    const { dependencies } = JSON.parse(text('frontend/package.json'))
    const missing = Object.keys(dependencies).filter((name) => !notice.includes(`## ${name} `))
    // Fonts and styles alone are no modules of the bundle.
    assert.deepEqual(missing, [])
  })
})
