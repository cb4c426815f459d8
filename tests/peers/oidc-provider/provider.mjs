// A foreign identity service: oidc-provider with its own pages, which need no script. Any name signs in; the name decides the claims.
// Usage: node provider.mjs <port> <address of the node>
import * as oidc from 'oidc-provider';

const [port, node] = [Number(process.argv[2]), process.argv[3]];
const Provider = oidc.default ?? oidc.Provider;

const people = {
  clerk: { name: '周敏 Zhou Min', department: 'HEALTH-BUREAU', groups: ['staff', 'counter'] },
  resident: { name: '谢海涛 Xie Haitao', id_number: '470102199306262430' },
  damaged: { name: 'Nobody', id_number: '4701021993062624' },
  stranger: { name: 'A Stranger', groups: ['visitors'] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'city-records',
    client_secret: 'a-secret-of-the-test',
    redirect_uris: [`${node}/sign-in/callback`],
    post_logout_redirect_uris: [`${node}/sign-out/callback`],
  }],
  claims: { openid: ['sub'], profile: ['name'], city: ['department', 'groups', 'id_number'] },
  scopes: ['openid', 'profile', 'city'],
  cookies: { keys: ['a key of the test'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});

provider.listen(port, '127.0.0.1', () => console.log('listening'));
process.stdin.on('close', () => process.exit()).resume(); // Ends with the tests.
