namespace Ledger.NodeConfig.Tests;

/// <summary>The folder keeps to every rule, and every rule finds what it is there to find: each is shown a copy with one thing wrong.</summary>
public sealed class RuleTests
{
    private const string Validator = "consortium/besu/validator.toml";
    private const string Compose = "consortium/compose/compose.yml";
    private const string Machine = "consortium/compose/machine.yml";
    private const string Pod = "consortium/k8s/validator-2.yaml";
    private const string Fences = "consortium/k8s/network-policies.yaml";
    private const string Health = "consortium/departments/appsettings.health.json";
    private const string Alarms = "prometheus/chain-rules.yml";
    private const string Runbook = "consortium/RUNBOOK.md";

    public static TheoryData<string> Names => [.. Rules.All.Keys];

    /// <summary>The rule, the file, what is there, and what is put in its place.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "json", "consortium/compose/plan.json", "\"v\": 1,", "\"v\": 1, \"v\": 1," },
        { "json", Health, "\"ZeroFees\": true,", "\"ZeroFees\": true, // no fees" },
        { "toml", Validator, "max-peers=25", "max-peers=25\nmax-peers=26" },
        { "toml", Validator, "\"QBFT\"]", "\"QBFT\"" },
        { "yaml", Compose, "  init: true", "  init: true\n  init: true" },
        { "yaml", Pod, "  replicas: 1", "  replicas: 1\n  replicas: 1" },
        { "yaml", Compose, "networks: { chain: { ipv4_address: 172.30.90.12 } }", "networks: { chain: { ipv4_address: 172.30.90.12 }" },
        { "generated", "consortium/k8s/network/genesis.json", "\"0x1c9c380\"", "\"0x1fffffffffffff\"" },
        { "generated", "consortium/compose/plan.json", "\"chainId\": 20261127", "\"chainId\": 20261128" },
        { "generated", "consortium/compose/plan.json", "\"chainId\": 20261127", "\"chainId\": 1" },
        { "layouts", "consortium/k8s/network/genesis.json", "\"nonce\": \"0x0\"", "\"nonce\": \"0x1\"" },
        { "layouts", "consortium/compose/plan.json", "\"name\": \"rpc-1\", \"role\": \"rpc\"", "\"name\": \"rpc-1\", \"role\": \"archive\"" },
        { "enodes", "consortium/compose/network/static-nodes.json", "@172.30.90.12:", "@172.30.90.92:" },
        { "enodes", "consortium/k8s/network/permissions_config.toml", "rpc-2-0.rpc-2", "rpc-9-0.rpc-9" },
        { "enodes", "consortium/compose/network/permissions_config.toml", "accounts-allowlist=[", "accounts-allowlist=[\n  \"0x00000000000000000000000000000000000000ff\"," },
        { "enodes", "consortium/compose/plan.json", "\"name\": \"archive-1\", \"role\": \"archive\"", "\"name\": \"archive-1\", \"role\": \"validator\"" },
        { "places", Compose, "ipv4_address: 172.30.90.12", "ipv4_address: 172.30.90.92" },
        { "places", Compose, "BESU_P2P_HOST: 172.30.90.12", "BESU_P2P_HOST: 172.30.90.11" },
        { "places", Compose, "- ../besu/archive.toml:", "- ../besu/rpc.toml:" },
        { "places", Pod, "serviceName: validator-2", "serviceName: validator-3" },
        { "places", Pod, "ledger/role: validator }", "ledger/role: rpc }" },
        { "besu options", Validator, "min-gas-price=0", "min-gas-prices=0" },
        { "besu options", Compose, "BESU_P2P_HOST: 172.30.90.12", "BESU_P2P_HOSTS: 172.30.90.12" },
        { "besu options", Pod, "--Xdns-enabled=true", "--Xdns-enable=true" },
        { "besu options", Pod, "name: BESU_IDENTITY", "name: BESU_IDENTITIES" },
        { "besu alike", Validator, "max-peers=25", "max-peers=24" },
        { "besu safe", "consortium/besu/rpc.toml", "discovery-enabled=false", "discovery-enabled=true" },
        { "besu safe", Validator, "\"WEB3\",\"QBFT\"]", "\"WEB3\",\"QBFT\",\"ADMIN\"]" },
        { "besu safe", Validator, "host-allowlist=[", "host-allowlist=[\"*\"," },
        { "besu safe", Validator, "rpc-http-host=\"127.0.0.1\"", "rpc-http-host=\"0.0.0.0\"" },
        { "besu safe", "consortium/besu/archive.toml", "\"FOREST\"", "\"BONSAI\"" },
        { "besu safe", "consortium/besu/rpc.toml", "rpc-ws-enabled=false", "rpc-ws-enabled=false\nrpc-http-cors-origins=[\"*\"]" },
        { "besu hosts", "consortium/besu/rpc.toml", "\"rpc-2\",", "" },
        { "images", Compose, "hyperledger/besu:26.9.0", "hyperledger/besu:latest" },
        { "images", "consortium/k8s/rpc-1.yaml", "hyperledger/besu:26.9.0", "hyperledger/besu:26.8.1" },
        { "compose", Compose, "  read_only: true", "  read_only: false" },
        { "compose", Compose, "  cap_drop: [ALL]\n", "" },
        { "compose", Compose, "  user: \"1000:1000\"", "  user: \"0:0\"" },
        { "compose", Compose, "  mem_limit: 6g", "  mem_limit: 0" },
        { "compose", Compose, "exec,nosuid", "nosuid" },
        { "compose", Compose, "      BESU_RPC_HTTP_HOST: 127.0.0.1\n", "" },
        { "compose", Compose, "127.0.0.1:8546:8545", "8546:8545" },
        { "compose", Machine, "/readiness?", "/liveness?" },
        { "compose", Machine, "    init: true", "    init: true\n    privileged: true" },
        { "compose references", Compose, "./network/genesis.json:", "./network/genesis.jsn:" },
        { "compose references", Compose, "source: validator-2-key", "source: validator-1-key" },
        { "compose references", Compose, "file: ../keys/validator-2/key", "file: ../keys/validator-1/key" },
        { "compose references", Compose, "/etc/besu/genesis.json:ro", "/etc/besu/genesis.json" },
        { "compose references", Machine, "../besu/health.sh:", "../besu/healthy.sh:" },
        { "manifest form", Pod, "terminationGracePeriodSeconds: 60", "terminationGracePeriod: 60" },
        { "manifest form", Pod, "runAsNonRoot: true", "runAsNonRoot: perhaps" },
        { "manifest form", Fences, "policyTypes: [Ingress, Egress]", "policyType: [Ingress, Egress]" },
        { "manifests alike", Pod, "failureThreshold: 60", "failureThreshold: 61" },
        { "pods", Pod, "  replicas: 1", "  replicas: 2" },
        { "pods", Pod, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false" },
        { "pods", Pod, "automountServiceAccountToken: false", "automountServiceAccountToken: true" },
        { "pods", Pod, "limits: { cpu: \"2\", memory: 6Gi }", "limits: { cpu: \"2\" }" },
        { "pods", Pod, "/liveness", "/alive" },
        { "pods", Pod, "topologyKey: kubernetes.io/hostname", "topologyKey: topology.kubernetes.io/zone" },
        { "pods", Pod, "value: 127.0.0.1", "value: 0.0.0.0" },
        { "pods", Pod, "containerPort: 9545", "containerPort: 8545" },
        { "manifest references", "consortium/kustomization.yaml", "  - k8s/rpc-2.yaml\n", "" },
        { "manifest references", "consortium/kustomization.yaml", "k8s/network/genesis.json", "k8s/network/genesys.json" },
        { "manifest references", Pod, "publishNotReadyAddresses: true", "publishNotReadyAddresses: false" },
        { "manifest references", Pod, "secretName: validator-2-key", "secretName: validator-1-key" },
        { "manifest references", Pod, "key: validator.toml", "key: validators.toml" },
        { "manifest references", Pod, "key: validator.toml", "key: rpc.toml" },
        { "manifest references", Pod, "mountPath: /var/lib/besu", "mountPath: /var/lib/geth" },
        { "manifest references", Pod, "name: chain-network }", "name: chain-networks }" },
        { "fences", Fences, "values: [rpc, archive]", "values: [rpc, archive, validator]" },
        { "fences", Fences, "      ports: [{ protocol: TCP, port: 9545 }]\n", "" },
        { "fences", Fences, "  podSelector: {}\n", "  podSelector: { matchLabels: { some: pods } }\n" },
        { "fences", "consortium/k8s/disruption-budgets.yaml", "maxUnavailable: 1", "maxUnavailable: 2" },
        { "fences", "consortium/k8s/namespace.yaml", "restricted", "privileged" },
        { "fences", Pod, "  namespace: ledger-chain", "  namespace: default" },
        { "secrets", "consortium/keys/validator-1/key", "", "0x0101010101010101010101010101010101010101010101010101010101010101" },
        { "secrets", "consortium/departments/operator.txt", "", "2202020202020202020202020202020202020202020202020202020202020202" },
        { "secrets", "consortium/k8s/keys.yml", "", "apiVersion: v1\nkind: Secret\n" },
        { "secrets", "consortium/compose/jwt.pem", "", "-----BEGIN PRIVATE KEY-----\n" },
        { "secrets", Health, "\"ZeroFees\": true,", "\"ZeroFees\": true, \"Password\": \"correcthorse\"," },
        { "secrets", "consortium/keys/.gitignore", "*\n!", "!" },
        { "settings", Health, "\"Finality\"", "\"Finalitie\"" },
        { "settings", Health, "\"instant\"", "\"finalized\"" },
        { "settings", Health, "\"SampleCity\": false", "\"SampleCity\": true" },
        { "settings", Health, "http://rpc-2:8545", "http://rpc-3:8545" },
        { "settings", Health, "/etc/ledger/addresses.json", "/etc/ledger/other.json" },
        { "settings", Health, "\"Addresses\": \"/etc/ledger/addresses.json\"", "\"Registry\": \"0x0000000000000000000000000000000000000001\"" },
        { "settings", Health, "\"Id\": \"health\"", "\"Id\": \"education\"" },
        { "settings", Health, "\"Host\": \"ledger.health.city.example\"", "\"Host\": \"Ledger Health\"" },
        { "alarms", Alarms, "ethereum_peer_count{job=\"besu\"} < 3", "ethereum_peers{job=\"besu\"} < 3" },
        { "alarms", Alarms, "ethereum_peer_count{job=\"besu\"} < 3", "(ethereum_peer_count{job=\"besu\"} < 3" },
        { "alarms", Alarms, "ethereum_peer_count{job=\"besu\"} < 3", "ethereum_peer_count{job=\"geth\"} < 3" },
        { "alarms", Alarms, "alert: ChainNodeDown", "alert: ChainStalled" },
        { "alarms", Alarms, "severity: page", "severity: loud" },
        { "alarms", Alarms, "for: 30m", "for: soon" },
        { "alarms", Alarms, "磁盘三日内将满。", "" },
        { "scraping", "consortium/prometheus.yml", "\"rpc-2:9545\"", "\"rpc-3:9545\"" },
        { "scraping", "consortium/prometheus.yml", "node: rpc-2, role: rpc", "node: rpc-2, role: validator" },
        { "scraping", "consortium/prometheus.yml", "job_name: ledger", "job_name: ledgers" },
        { "runbook", Runbook, "## Stall ", "## Standstill " },
        { "runbook", Runbook, "You should see", "You see" },
        { "runbook", Runbook, "qbft_getPendingVotes", "admin_addPeerNow" },
        { "runbook", Alarms, "RUNBOOK, Clock drift", "RUNBOOK, Clock trouble" },
        { "commands", "consortium/README.md", "    ledger chain network --plan", "    ledger chain network --plans" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_OfTheFolder_FindsNothing(string rule) => Assert.Empty(Rules.All[rule](ConfigFolder.OfTheRepository));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Rule_OneWrongThing_IsFound(string rule, string file, string was, string becomes)
    {
        using var broken = ConfigFolder.OfTheRepository.With(file, was, becomes);

        Assert.NotEmpty(Rules.All[rule](broken));
    }

    [Fact]
    public void Mistakes_CoverEveryRule() => Assert.Equal(Rules.All.Keys.Order(StringComparer.Ordinal), Mistakes.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));
}
