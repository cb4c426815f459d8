// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepartmentRegistry} from "../../src/DepartmentRegistry.sol";
import {LogAnchor} from "../../src/LogAnchor.sol";
import {RecordStatus} from "../../src/RecordStatus.sol";
import {Vm} from "./Vm.sol";

/// @title A registry with two departments, education and health, and the two contracts that use it
abstract contract LedgerTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    string internal constant EDUCATION_ORIGIN = "ledger.localhost/education/log";
    string internal constant HEALTH_ORIGIN = "ledger.localhost/health/log";
    string internal constant NODE_URL = "https://ledger.localhost";
    bytes32 internal constant EDUCATION = keccak256(bytes(EDUCATION_ORIGIN));
    bytes32 internal constant HEALTH = keccak256(bytes(HEALTH_ORIGIN));
    bytes32 internal constant NOBODY = keccak256("ledger.localhost/nobody/log");
    bytes32 internal constant LOG_KEY = keccak256("an Ed25519 public key");
    address internal constant FIRST_MEMBER = address(0x0c01);
    address internal constant SECOND_MEMBER = address(0x0c02);
    address internal constant THIRD_MEMBER = address(0x0c03);
    address internal constant EDUCATION_OPERATOR = address(0x0a02);
    address internal constant HEALTH_OPERATOR = address(0x0a03);
    address internal constant STRANGER = address(0x0a04);
    uint256 internal constant THRESHOLD = 2;
    uint64 internal constant LEAST_DELAY = 1 days;
    uint64 internal constant DELAY = 2 days;
    uint64 internal constant LIFETIME = 14 days;
    uint64 internal constant START = 1_700_000_000;

    DepartmentRegistry internal registry;
    /// @dev The caller of an executed proposal: the registry itself. `test/council` shows how a proposal gets there.
    address internal council;
    LogAnchor internal logAnchor;
    RecordStatus internal recordStatus;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(100);
        uint64 nonce = vm.getNonce(address(this));
        registry = new DepartmentRegistry(
            vm.computeCreateAddress(address(this), nonce + 1),
            vm.computeCreateAddress(address(this), nonce + 2),
            threeMembers(),
            THRESHOLD,
            LEAST_DELAY,
            DELAY,
            LIFETIME
        );
        logAnchor = new LogAnchor(address(registry));
        recordStatus = new RecordStatus(address(registry));
        council = address(registry);
        vm.startPrank(council);
        registry.admit(EDUCATION_ORIGIN, EDUCATION_OPERATOR, NODE_URL, LOG_KEY);
        registry.admit(HEALTH_ORIGIN, HEALTH_OPERATOR, NODE_URL, LOG_KEY);
        vm.stopPrank();
    }

    function threeMembers() internal pure returns (address[] memory members) {
        members = new address[](3);
        (members[0], members[1], members[2]) = (FIRST_MEMBER, SECOND_MEMBER, THIRD_MEMBER);
    }

    function anchor(address operator, uint64 oldSize, uint64 newSize, bytes32 root, bytes32[] memory proof) internal {
        vm.prank(operator);
        logAnchor.anchor(oldSize, newSize, root, proof);
    }

    /// @dev The arguments are hashed before the cheatcode: it applies to the next call, and SHA-256 is a call.
    function anchorIsRefused(
        bytes memory refusal,
        address operator,
        uint64 oldSize,
        uint64 newSize,
        bytes32 root,
        bytes32[] memory proof
    ) internal {
        vm.expectRevert(refusal);
        anchor(operator, oldSize, newSize, root, proof);
    }

    /// @notice The next call must revert with exactly this error.
    function expectRefusal(bytes4 selector) internal {
        vm.expectRevert(abi.encodeWithSelector(selector));
    }

    /// @notice Texts that are not visible ASCII or have a length that is refused.
    function invisibleTexts() internal pure returns (string[] memory texts) {
        texts = new string[](7);
        texts[0] = "";
        texts[1] = "https://ledger.localhost/a b";
        texts[2] = "https://ledger.localhost/\n";
        texts[3] = "https://ledger.localhost/\x7f";
        texts[4] = unicode"https://lеdger.localhost"; // The third letter of the host is Cyrillic.
        texts[5] = string(bytes.concat(hex"ff"));
        texts[6] = string(visible(513));
    }

    /// @notice A text of this many visible characters, including the first and the last one of the range.
    function visible(uint256 length) internal pure returns (bytes memory text) {
        text = new bytes(length);
        for (uint256 i; i < length; ++i) {
            text[i] = i % 2 == 0 ? bytes1(0x21) : bytes1(0x7e);
        }
    }

    /// @notice A number from `min` to `max`, both included.
    function between(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        return min + value % (max - min + 1);
    }

    function flipBit(bytes32 value, uint256 bit) internal pure returns (bytes32) {
        return value ^ bytes32(uint256(1) << (bit % 256));
    }
}
