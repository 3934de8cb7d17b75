/** Names that lead to the visitor's own machine or network, the last few by way of public wildcard name servers. */
const privateNames =
  /(^|\.)(localhost|localdomain|local|internal|intranet|corp|home|lan|private|test|invalid|home\.arpa|nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me)$/

/** IANA's special-purpose IPv4 blocks: this host, private, carrier-grade NAT, loopback, link-local, tests, multicast. */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map(block)

/** The two that a Content-Security-Policy can name; it has no words for `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1'
}

/**
 * @param hostname as `URL` has it: lower case, ASCII, IPv4 in four decimal numbers whatever its spelling was
 * @returns why it is not a public host, as a clause; nothing when it is one
 */
export function privateNetwork(hostname: string): string | undefined {
  if (hostname.startsWith('[')) {
    return isPublicIpv6(hostname.slice(1, -1)) ? undefined : 'It leads into a private network'
  }
  // Chromium lets more into a host than names have, such as spaces.
  if (!/^[a-z0-9._-]+$/.test(hostname)) return 'Its host is no name that a site can have'
  if (hostname.endsWith('.')) return 'Its host ends in a full stop'
  const address = ipv4(hostname)
  if (address !== undefined) {
    const special = specialIpv4.some(
      ({ start, size }) => address - start >= 0 && address - start < size,
    )
    return special ? 'It leads into a private network' : undefined
  }
  if (!hostname.includes('.') || privateNames.test(hostname)) {
    return 'It leads to this device or a private network'
  }
  return undefined
}

function block(cidr: string): { start: number; size: number } {
  const [address = '', bits = ''] = cidr.split('/')
  return { start: ipv4(address) ?? 0, size: 2 ** (32 - Number(bits)) }
}

function ipv4(hostname: string): number | undefined {
  if (!/^\d+(\.\d+){3}$/.test(hostname)) return undefined
  return hostname.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** Global unicast is 2000::/3, without what carries an IPv4 address in it (Teredo, 6to4) and documentation. */
function isPublicIpv6(address: string): boolean {
  const [first = '', second = ''] = address.split(':')
  const high = Number.parseInt(first || '0', 16)
  const low = Number.parseInt(second || '0', 16)
  if (high < 0x2000 || high > 0x3fff) return false
  if (high === 0x2001) return low >= 0x200 && low !== 0xdb8
  return high !== 0x2002 && !(high === 0x3fff && low < 0x1000)
}
