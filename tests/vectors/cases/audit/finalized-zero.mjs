// A relay on loopback that answers as a chain whose final block is still block 0: "finalized" is asked as block 0.
// node finalized-zero.mjs LISTEN-PORT CHAIN-PORT
import http from 'node:http';

const [listen, chain] = process.argv.slice(2);

http.createServer((request, response) => {
  const forwarded = http.request(
    { host: '127.0.0.1', port: chain, method: 'POST', headers: { 'content-type': 'application/json' } },
    (answer) => {
      response.writeHead(answer.statusCode, { 'content-type': 'application/json' });
      answer.pipe(response);
    });
  forwarded.on('error', () => response.destroy());
  let text = '';
  request.on('data', (part) => (text += part));
  request.on('end', () => forwarded.end(text.replaceAll('"finalized"', '"0x0"')));
}).listen(Number(listen), '127.0.0.1');
