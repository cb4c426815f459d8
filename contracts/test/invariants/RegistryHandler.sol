// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {Vm} from "../support/Vm.sol";

/// @title The council, operators and strangers call every function of the registry, for few departments, accounts and keys
/// @dev An accepted call must have emitted the next event numbers, which are counted here. A refused call changes nothing.
contract RegistryHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant DEPARTMENTS = 4;
    uint256 private constant ACCOUNTS = 6;
    uint256 private constant KEYS = 5;

    DepartmentRegistry private immutable _registry;
    string[4] private _origins;
    uint64 public events;
    mapping(uint256 department => mapping(uint256 key => uint64)) public logKeyCompromisedSince;
    mapping(uint256 department => mapping(uint256 key => uint64)) public recordKeyCompromisedSince;

    constructor(DepartmentRegistry registry, string memory first, string memory second) {
        _registry = registry;
        _origins = [first, second, "ledger.localhost/employment/log", "ledger.localhost/elderly-care/log"];
        events = registry.changeCount();
    }

    function admit(uint256 caller, uint256 department, uint256 account, uint256 key) external {
        string memory origin = _origins[department % DEPARTMENTS];
        bytes memory call = abi.encodeCall(IDepartmentRegistry.admit, (origin, accountAt(account), "url", keyAt(key)));
        sendAsCouncil(caller, call);
    }

    function suspendOrReinstate(uint256 caller, uint256 department, bool isSuspension) external {
        bytes32 id = departmentAt(department);
        sendAsCouncil(
            caller,
            isSuspension
                ? abi.encodeCall(IDepartmentRegistry.suspend, (id))
                : abi.encodeCall(IDepartmentRegistry.reinstate, (id))
        );
    }

    function setOperator(uint256 caller, uint256 department, uint256 account) external {
        sendAsOperator(
            caller,
            department,
            abi.encodeCall(IDepartmentRegistry.setOperator, (departmentAt(department), accountAt(account)))
        );
    }

    function setNodeUrl(uint256 caller, uint256 department) external {
        sendAsOperator(
            caller, department, abi.encodeCall(IDepartmentRegistry.setNodeUrl, (departmentAt(department), "another"))
        );
    }

    function rotateLogKey(uint256 caller, uint256 department, uint256 key) external {
        sendAsOperator(
            caller, department, abi.encodeCall(IDepartmentRegistry.rotateLogKey, (departmentAt(department), keyAt(key)))
        );
    }

    function addRecordKey(uint256 caller, uint256 department, uint256 key, uint64 wait, uint64 length) external {
        (bytes32 id, bytes32 thumbprint) = (departmentAt(department), keyAt(key));
        uint64 from = wait % 3 == 0 ? 0 : uint64(block.timestamp) + wait % 1 days;
        uint64 until = length % 3 == 0 ? 0 : uint64(block.timestamp) + length % 9 days;
        bytes memory publicKey = abi.encode(thumbprint);
        sendAsOperator(
            caller,
            department,
            abi.encodeCall(IDepartmentRegistry.addRecordKey, (id, thumbprint, uint8(2), publicKey, from, until))
        );
    }

    function closeRecordKey(uint256 caller, uint256 department, uint256 key, uint64 wait) external {
        uint64 until = wait % 3 == 0 ? 0 : uint64(block.timestamp) + wait % 9 days;
        sendAsOperator(
            caller,
            department,
            abi.encodeCall(IDepartmentRegistry.closeRecordKey, (departmentAt(department), keyAt(key), until))
        );
    }

    function declareCompromised(uint256 caller, uint256 department, uint256 key, uint64 age, bool isLogKey) external {
        (bytes32 id, bytes32 key_) = (departmentAt(department), keyAt(key));
        uint64 since = age % 5 == 0 ? 0 : uint64(block.timestamp + 1 hours) - age % 60 days;
        bool isAccepted = sendAsOperator(
            caller,
            department,
            isLogKey
                ? abi.encodeCall(IDepartmentRegistry.declareLogKeyCompromised, (id, key_, since))
                : abi.encodeCall(IDepartmentRegistry.declareRecordKeyCompromised, (id, key_, since))
        );
        if (isAccepted) {
            mapping(uint256 key => uint64) storage times = isLogKey
                ? logKeyCompromisedSince[department % DEPARTMENTS]
                : recordKeyCompromisedSince[department % DEPARTMENTS];
            uint64 declared = since == 0 ? uint64(block.timestamp) : since;
            vm.assertTrue(times[key % KEYS] == 0 || declared < times[key % KEYS], "only ever earlier");
            times[key % KEYS] = declared;
        }
    }

    function typesAndMigrations(uint256 caller, uint256 department, uint256 key, uint256 kind) external {
        (bytes32[] memory ids, string[] memory uris) = (new bytes32[](1), new string[](1));
        uris[0] = vm.toString(key % KEYS);
        ids[0] = keccak256(bytes(uris[0]));
        bytes32 id = departmentAt(department);
        kind %= 4;
        if (kind == 0) {
            sendAsCouncil(caller, abi.encodeCall(IDepartmentRegistry.registerTypes, (ids, uris, ids)));
        } else if (kind == 1) {
            sendAsCouncil(caller, abi.encodeCall(IDepartmentRegistry.authoriseTypes, (id, ids)));
        } else if (kind == 2) {
            sendAsCouncil(caller, abi.encodeCall(IDepartmentRegistry.deauthorise, (id, ids[0])));
        } else {
            sendAsCouncil(caller, abi.encodeCall(IDepartmentRegistry.recordMigration, (id, keyAt(key))));
        }
    }

    function passTime(uint256 time) external {
        vm.warp(block.timestamp + time % 3 days);
    }

    function departmentAt(uint256 i) public view returns (bytes32) {
        return keccak256(bytes(_origins[i % DEPARTMENTS]));
    }

    function accountAt(uint256 i) public pure returns (address) {
        return address(uint160(0x0a02 + i % ACCOUNTS));
    }

    function keyAt(uint256 i) public pure returns (bytes32) {
        return bytes32(i % KEYS + 1);
    }

    /// @dev Three times in four the entitled account, so that a random run makes progress; otherwise any account, or the council.
    function sendAsOperator(uint256 caller, uint256 department, bytes memory call) private returns (bool isAccepted) {
        address operator = _registry.departmentOf(departmentAt(department)).operator;
        return send(caller % 4 != 0 ? operator : caller % 8 == 0 ? accountAt(caller / 8) : address(_registry), call);
    }

    function sendAsCouncil(uint256 caller, bytes memory call) private {
        send(caller % 4 != 0 ? address(_registry) : accountAt(caller / 4), call);
    }

    function send(address caller, bytes memory call) private returns (bool isAccepted) {
        vm.recordLogs();
        vm.prank(caller);
        (isAccepted,) = address(_registry).call(call);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (isAccepted) {
            vm.assertTrue(logs.length > 0, "a change without an event");
            for (uint256 i; i < logs.length; ++i) {
                vm.assertEq(lastWordOf(logs[i]), ++events, "the next number");
            }
        }
        vm.assertEq(_registry.changeCount(), events, "changes");
    }

    /// @dev `change` is the last parameter of every event. It is the last word when all parameters are static, otherwise the last word of the head.
    function lastWordOf(Vm.Log memory log) private pure returns (uint256 change) {
        uint256 head = headOf(log.topics[0]);
        bytes memory data = log.data;
        assembly ("memory-safe") {
            change := mload(add(data, mul(head, 32)))
        }
    }

    /// @dev The number of parameters of an event that are not indexed.
    function headOf(bytes32 topic) private pure returns (uint256) {
        if (topic == IDepartmentRegistry.DepartmentAdmitted.selector) {
            return 4;
        }
        if (topic == IDepartmentRegistry.RecordKeyAdded.selector) {
            return 5;
        }
        if (
            topic == IDepartmentRegistry.LogKeyOpened.selector || topic == IDepartmentRegistry.LogKeyClosed.selector
                || topic == IDepartmentRegistry.LogKeyCompromised.selector
                || topic == IDepartmentRegistry.TypeRegistered.selector
        ) {
            return 3;
        }
        return topic == IDepartmentRegistry.OperatorChanged.selector
            || topic == IDepartmentRegistry.NodeUrlChanged.selector
            || topic == IDepartmentRegistry.RecordKeyClosed.selector
            || topic == IDepartmentRegistry.RecordKeyCompromised.selector
            ? 2
            : 1;
    }
}
