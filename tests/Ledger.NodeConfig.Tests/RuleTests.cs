namespace Ledger.NodeConfig.Tests;

/// <summary>The folder satisfies every rule. And every rule finds the mistake it exists for: each is run on a copy with one mistake.</summary>
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
    private const string Genesis = "consortium/compose/network/genesis.json";
    private const string Config = "\"zeroBaseFee\": true,";

    /// <summary>The address of a validator in the example.</summary>
    private const string One = "\"0x7cd74d0b18a41089993a2461728beba493625447\"";

    public static TheoryData<string> Names => [.. Rules.All.Keys];

    /// <summary>The rule, the file, the text in it, and the wrong text that replaces it.</summary>
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
        { "generated", Genesis, Config, Config + Fork("1", One) + "\n    \"shanghaiTime\": 0," },
        { "generated", Genesis, Config, "\"transitions\": {}," },
        { "transitions", Genesis, Config, Config + "\n    \"transitions\": { \"ibft2\": [] }," },
        { "transitions", Genesis, Config, Config + "\n    \"transitions\": { \"qbft\": [] }," },
        { "transitions", Genesis, Config, Config + Fork("0", One) },
        { "transitions", Genesis, Config, Config + Fork("\"7\"", One) },
        { "transitions", Genesis, Config, Config + Fork("7", "") },
        { "transitions", Genesis, Config, Config + Fork("7", $"{One}, {One}") },
        { "transitions", Genesis, Config, Config + Fork("7", One.ToUpperInvariant()) },
        { "transitions", Genesis, Config, Config + Fork("7", "\"0x00000000000000000000000000000000000000ff\"") },
        { "transitions", Genesis, Config, Config + Fork("7", One, "7") },
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
        { "besu safe", "consortium/besu/rpc.toml", "\"NET\",\"WEB3\"]", "\"NET\",\"WEB3\",\"QBFT\"]" },
        { "besu safe", Validator, "tx-pool=\"layered\"", "tx-pool=\"sequenced\"" },
        { "besu safe", "consortium/besu/archive.toml", "rpc-http-max-active-connections=300\n", "" },
        { "besu profile", Validator, "sync-mode=\"FULL\"", "sync-mode=\"FULL\"\nprofile=\"ENTERPRISE\"" },
        { "besu profile", Compose, "JAVA_OPTS: -Xmx4g", "JAVA_OPTS: -Xmx4g\n  BESU_PROFILE: ENTERPRISE" },
        { "besu profile", Machine, "[\"--config-file=/etc/besu/besu.toml\"]", "[\"--config-file=/etc/besu/besu.toml\", \"--profile=ENTERPRISE\"]" },
        { "besu profile", Pod, "{ name: JAVA_OPTS, value: -Xmx4g }", "{ name: BESU_PROFILE, value: ENTERPRISE }" },
        { "besu profile", Pod, "\"--Xdns-enabled=true\"", "\"--Xdns-enabled=true\", \"--profile=ENTERPRISE\"" },
        { "besu hosts", "consortium/besu/rpc.toml", "\"rpc-2\",", "" },
        { "besu hosts", "consortium/besu/rpc.toml", "\"rpc-2.ledger-chain.svc.cluster.local\"", "\"rpc-2.ledger-chain.svc.cluster\"" },
        { "images", Compose, "hyperledger/besu:26.9.0", "hyperledger/besu:latest" },
        { "images", "consortium/k8s/rpc-1.yaml", "hyperledger/besu:26.9.0", "hyperledger/besu:26.8.1" },
        { "images", Pod, "          image: hyperledger/besu:26.9.0\n          imagePullPolicy: IfNotPresent\n          command", "          image: hyperledger/besu:26.8.1\n          imagePullPolicy: IfNotPresent\n          command" },
        { "images", Machine, "    image: hyperledger/besu:26.9.0\n    user: \"0:0\"", "    image: busybox:1.37.0\n    user: \"0:0\"" },
        { "compose", Compose, "  read_only: true", "  read_only: false" },
        { "compose", Compose, "\n  cap_drop: [ALL]\n", "\n" },
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
        { "volume owners", Compose, "  depends_on: { owner: { condition: service_completed_successfully } }\n", "" },
        { "volume owners", Compose, "condition: service_completed_successfully", "condition: service_started" },
        { "volume owners", Compose, "entrypoint: [chown, \"1000:1000\"", "entrypoint: [chown, \"1001:1001\"" },
        { "volume owners", Compose, "      - rpc-2-data:/data/rpc-2\n", "" },
        { "volume owners", Compose, " /data/rpc-2,", "" },
        { "volume owners", Compose, "      - rpc-2-data:/var/lib/besu", "      - rpc-2-data:/var/lib/besu\n      - logs:/var/log" },
        { "volume owners", Machine, "entrypoint: [chown, \"1000:1000\", /data/node]", "entrypoint: [chmod, \"0777\", /data/node]" },
        { "owner steps", Compose, "restart: \"no\"", "restart: always" },
        { "owner steps", Compose, "cap_add: [CHOWN]", "cap_add: [CHOWN, DAC_OVERRIDE]" },
        { "owner steps", Compose, "    read_only: true\n    cap_drop: [ALL]\n", "    read_only: true\n" },
        { "owner steps", Machine, "    network_mode: none\n", "" },
        { "owner steps", Machine, "    mem_limit: 64m\n", "" },
        { "owner steps", Machine, "    pids_limit: 16\n", "    pids_limit: 16\n    privileged: true\n" },
        { "owner steps", Machine, "[chown, \"1000:1000\", /data/node]", "[chown, \"1000:1000\", -R, /data/node]" },
        { "owner steps", Machine, "[chown, \"1000:1000\", /data/node]", "[chown, \"1000:1000\", /data/node, /etc]" },
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
        { "fences", Fences, "        - ipBlock: { cidr: 169.254.20.10/32 }\n", "" },
        { "pods", Pod, "limits: { cpu: 200m, memory: 64Mi }", "limits: { cpu: 200m }" },
        { "names are awaited", Pod, "wait-for-names.sh, \"300\",", "wait-for-name.sh, \"300\"," },
        { "names are awaited", Pod, "\"300\", /etc/besu/static-nodes.json,", "\"300\"," },
        { "names are awaited", Pod, "\"300\",", "\"86400\"," },
        { "names are awaited", Pod, "\"300\",", "" },
        { "names are awaited", Pod, "      initContainers:\n", "      initContainers: []\n      ephemeralContainers:\n" },
        { "names are awaited", Pod, "                    - { key: wait-for-names.sh, path: wait-for-names.sh }\n", "" },
        { "names are awaited", Pod, "{ name: network, mountPath: /etc/besu, readOnly: true }", "{ name: network, mountPath: /etc/lists, readOnly: true }" },
        { "names are awaited", Pod, ", \"--Xdns-update-enabled=true\"", "" },
        { "names are awaited", Pod, "--Xdns-enabled=true", "--Xdns-enabled=false" },
        { "manifest references", "consortium/kustomization.yaml", ", besu/wait-for-names.sh", "" },
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
        { "alarms", Alarms, "node_filesystem_avail_bytes{job=\"besu-host\",", "node_filesystem_avail_bytes{" },
        { "alarms", Alarms, "{namespace=\"ledger-chain\",", "{namespace=\"default\"," },
        { "missing metrics", Alarms, "or absent(ethereum_peer_count{job=\"besu\"}) ", "" },
        { "missing metrics", Alarms, "or kubelet_volume_stats_available_bytes{namespace=\"ledger-chain\",persistentvolumeclaim=~\"data-.*\"})", ")" },
        { "missing metrics", Alarms, "alert: ChainMetricsMissing", "alert: ChainMetricsGone" },
        { "disks", Alarms, "mountpoint=~\"/|/var/lib/docker\"", "mountpoint=\"/var/lib/besu\"" },
        { "disks", Alarms, "mountpoint=~\"/|/var/lib/docker\"", "mountpoint=~\"/|/data/rpc-1\"" },
        { "disks", Alarms, ",mountpoint=~\"/|/var/lib/docker\"", "" },
        { "disks", Alarms, "persistentvolumeclaim=~\"data-.*\"", "persistentvolumeclaim=~\"besu-.*\"" },
        { "scraping", "consortium/prometheus.yml", "\"rpc-2:9100\"", "\"rpc-3:9100\"" },
        { "scraping", "consortium/prometheus.yml", "\"rpc-2:9545\"", "\"rpc-3:9545\"" },
        { "scraping", "consortium/prometheus.yml", "node: rpc-2, role: rpc", "node: rpc-2, role: validator" },
        { "scraping", "consortium/prometheus.yml", "job_name: ledger", "job_name: ledgers" },
        { "runbook", Runbook, "## Stall ", "## Standstill " },
        { "runbook", Runbook, "You should see", "You see" },
        { "runbook", Runbook, "qbft_getPendingVotes", "admin_addPeerNow" },
        { "runbook", Alarms, "RUNBOOK, Clock drift", "RUNBOOK, Clock trouble" },
        { "commands", "consortium/README.md", "    ledger chain network --plan", "    ledger chain network --plans" },
        { "warnings in documents", "consortium/README.md", "TOML config file is valid on basic inspection", "" },
        { "warnings in documents", "consortium/README.md", "**Not run: Besu, Docker, Kubernetes, Prometheus.**", "Ready." },
        { "warnings in documents", Runbook, "**head + 1**", "in the future" },
        { "warnings in documents", Runbook, "net_peerCount", "net_listening" },
        { "rpc calls in documents", Runbook, "rpc validator-1 qbft_getSignerMetrics", "rpc rpc-1 qbft_getSignerMetrics" },
        { "rpc calls in documents", Runbook, "rpc archive-1 web3_clientVersion", "rpc archive-9 web3_clientVersion" },
        { "volumes by hand", Runbook, "&& chown -R 1000:1000 /to", "" },
        { "volumes by hand", Runbook, "    dc restart validator-1", "    docker volume rm ledger-chain_validator-1-data" },
        { "volumes by hand", Runbook, "    dc restart validator-1", "    dc down -v" },
        { "volumes by hand", Runbook, "    dc restart validator-1", "    dc rm -sfv validator-1" },
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

    /// <summary>The RUNBOOK adds this by hand to end a stall, so the rules accept it.</summary>
    [Theory]
    [InlineData("generated")]
    [InlineData("transitions")]
    public void Rule_ValidatorsReplacedAtTwoBlocks_FindsNothing(string rule)
    {
        using var cured = ConfigFolder.OfTheRepository.With(Genesis, Config, Config + Fork("12346", One, "12400"));

        Assert.Empty(Rules.All[rule](cured));
    }

    [Theory]
    [InlineData("hyperledger/besu:26.7.1", true)]
    [InlineData("hyperledger/besu:26.10.0", true)]
    [InlineData("hyperledger/besu:27.1.0", true)]
    [InlineData("hyperledger/besu:26.7.0", false)]
    [InlineData("hyperledger/besu:26.4.12", false)]
    [InlineData("hyperledger/besu:25.12.0", false)]
    [InlineData("hyperledger/besu:26.9", false)]
    [InlineData("hyperledger/besu:26.9.0-RC1", false)]
    [InlineData("example/besu:26.9.0", false)]
    public void IsUsable_Image_FromTheReleaseThatTakesFreeTransactions(string image, bool expected) => Assert.Equal(expected, ContainerRules.IsUsable(image));

    [Fact]
    public void Mistakes_CoverEveryRule() => Assert.Equal(Rules.All.Keys.Order(StringComparer.Ordinal), Mistakes.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    /// <summary>A member of <c>config</c> in the genesis: the validators at one block, and at a second one.</summary>
    private static string Fork(string block, string validators, string? second = null) =>
        $"\n    \"transitions\": {{ \"qbft\": [{Entry(block, validators)}{(second is null ? "" : ", " + Entry(second, validators))}] }},";

    private static string Entry(string block, string validators) => $"{{ \"block\": {block}, \"validators\": [{validators}] }}";
}
