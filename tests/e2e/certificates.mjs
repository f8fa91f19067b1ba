// Certificates for a test, made by the openssl program.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(...args) {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/**
 * An authority of its own and a certificate by it, for subjectAltName `names` such as "IP:127.0.0.1".
 * Returns the names of the PEM files {ca, certificate, privateKey}, and `caText`.
 */
export function makeCertificates(folder, name, names = 'IP:127.0.0.1,DNS:localhost') {
  const file = (ending) => path.join(folder, `${name}-${ending}.pem`);
  const files = { ca: file('ca'), certificate: file('certificate'), privateKey: file('key') };
  openssl('req', '-x509', ...key, '-keyout', file('ca-key'), '-out', files.ca, '-days', '2',
    '-subj', `/CN=Authority ${name}`, '-addext', 'keyUsage=critical,keyCertSign');
  openssl('req', '-x509', '-CA', files.ca, '-CAkey', file('ca-key'), ...key, '-keyout', files.privateKey,
    '-out', files.certificate, '-days', '2', '-subj', `/CN=${name}`,
    '-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE');
  return { ...files, caText: readFileSync(files.ca, 'utf8') };
}
