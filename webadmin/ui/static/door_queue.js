// What waits on this device for the network. A touch is sealed so that only the server reads what was typed, signed by a
// key that cannot leave the browser, and forgotten only when the server says that it is on disk there.
const queue = (() => {
  const { base } = document.getElementById('door').dataset
  const able = isSecureContext && 'indexedDB' in window && 'serviceWorker' in navigator && !!crypto.subtle
  const bytes = s => new TextEncoder().encode(s)
  const encode = b => btoa(String.fromCharCode(...new Uint8Array(b)))
  const decode = s => Uint8Array.from(atob(s), c => c.charCodeAt(0))
  const curve = 'P-256'

  let opened
  const database = () => opened ||= new Promise((done, fail) => {
    const open = indexedDB.open('dakoku ' + base, 1)
    open.onupgradeneeded = () => {
      open.result.createObjectStore('touches', { keyPath: 'n', autoIncrement: true })
      open.result.createObjectStore('kept')
    }
    open.onsuccess = () => done(open.result)
    open.onerror = () => fail(open.error)
  })
  // on runs one step in one transaction; it is done when the transaction is on disk.
  const on = async (store, mode, step) => {
    const db = await database()
    return new Promise((done, fail) => {
      const tx = db.transaction(store, mode, { durability: 'strict' }), ask = step(tx.objectStore(store))
      tx.oncomplete = () => done(ask.result)
      tx.onabort = tx.onerror = () => fail(tx.error)
    })
  }
  const kept = name => on('kept', 'readonly', s => s.get(name))
  const keep = (name, value) => on('kept', 'readwrite', s => s.put(value, name))

  const pair = async () => {
    let found = await kept('key')
    if (!found) {
      found = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, false, ['sign', 'verify'])
      await keep('key', found)
    }
    return found
  }
  const post = (path, body) => fetch(base + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(20000) })

  // refresh brings what is needed without a network: names, keys, texts, and the server's acquaintance with our key.
  const refresh = async () => {
    const at = await kept('refreshed')
    if (at && Date.now() - at < 10 * 60000 && at <= Date.now()) return
    const known = await kept('tag')
    const got = await fetch(base + '/kit', { headers: known ? { 'If-None-Match': known } : {}, cache: 'no-store' })
    if (got.status === 200) {
      await keep('kit', await got.json())
      await keep('tag', got.headers.get('ETag'))
    } else if (got.status !== 304) return
    const { publicKey } = await pair()
    const told = await post('/key', { key: encode(await crypto.subtle.exportKey('raw', publicKey)) })
    if (told.ok) await keep('refreshed', Date.now())
  }

  const seal = async (to, secret, bound) => {
    const theirs = await crypto.subtle.importKey('raw', decode(to), { name: 'ECDH', namedCurve: curve }, false, [])
    const ours = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: curve }, false, ['deriveBits'])
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey))
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256)
    const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: raw, info: bytes('dakoku recorder seal') }, material,
      { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytes(bound) }, key, bytes(JSON.stringify(secret)))
    return { key: encode(raw), iv: encode(iv), data: encode(data) }
  }

  // add keeps a touch; it is on this device's disk when the promise is kept.
  const add = async ({ kind, way, employee = '', login, secret }) => {
    const kit = await kept('kit'), { privateKey } = await pair()
    const t = { ref: crypto.randomUUID(), recorder: kit.recorder, kind, at: Date.now(), offset: await kept('offset') || 0, way, employee }
    t.seal = await seal(kit.seal, { login, secret }, [t.recorder, t.ref, t.kind, t.at, t.employee].join('\n'))
    const body = JSON.stringify(t)
    const signature = encode(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes(body)))
    await on('touches', 'readwrite', s => s.add({ body, signature }))
    return t
  }

  // send sends what waits, oldest first, and returns how many the server keeps for somebody to look at. One window at a
  // time: a second one would send the same again, which the server would only answer once more.
  const send = () => navigator.locks.request('send ' + base, async () => {
    let held = 0
    for (let after = 0; ;) {
      const batch = await on('touches', 'readonly', s => s.getAll(IDBKeyRange.lowerBound(after, true), 50))
      const got = await post('/touches', { now: Date.now(), touches: batch.map(({ body, signature }) => ({ body, signature })) })
      if (!got.ok) {
        if (got.status >= 500) throw new TypeError('the server is away')
        return held // this device is not the recorder's now: what waits stays until it is paired again
      }
      const { now, results } = await got.json()
      if (!batch.length) {
        await keep('offset', now - Date.now())
        return held
      }
      for (const [i, { verdict, final }] of results.entries()) {
        if (verdict === 'held') held++
        if (final) await on('touches', 'readwrite', s => s.delete(batch[i].n))
      }
      after = batch.at(-1).n
    }
  })

  return { able, refresh, add, send, kit: () => kept('kit'), offset: async () => await kept('offset') || 0, count: () => on('touches', 'readonly', s => s.count()), waiting: () => on('touches', 'readonly', s => s.getAll()) }
})()
