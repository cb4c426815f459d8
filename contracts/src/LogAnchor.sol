// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";
import {MerkleProof} from "./MerkleProof.sol";

/// @title The heads of the departments' logs
/// @notice A department anchors the head of its append-only log. The contract verifies that the new log extends the anchored one. So the chain
/// refuses a rewritten history, whoever signs it.
contract LogAnchor {
    /// @param size The number of entries in the log.
    /// @param blockNumber The block that anchored the head.
    /// @param blockTime The time of that block, in seconds since 1970.
    /// @param count The number of heads anchored so far.
    struct Position {
        uint64 size;
        uint64 blockNumber;
        uint64 blockTime;
        uint64 count;
    }

    /// @dev Readers store sizes as signed 64-bit numbers. No log gets near this: a million entries a second would take 292,000 years.
    uint64 private constant MAX_SIZE = uint64(type(int64).max);

    IDepartmentRegistry private immutable _registry;
    mapping(bytes32 department => Position) private _positions;
    mapping(bytes32 department => mapping(uint64 size => bytes32 root)) private _roots;

    /// @notice A head was anchored.
    event Anchored(bytes32 indexed department, uint64 oldSize, uint64 indexed newSize, bytes32 root);

    /// @notice The caller operates no department, or a suspended one.
    error NotAnActiveOperator();
    /// @notice The log is now anchored at another size. Trying again with that size is safe.
    error OldSizeIsNotCurrent(uint64 current);
    /// @notice The new size must be greater than the old one.
    error NotLarger();
    /// @notice No log has more than 2^63 - 1 entries.
    error SizeTooLarge(uint64 size);
    /// @notice No log has the root zero.
    error RootIsZero();
    /// @notice The proof does not show that the new log extends the anchored one.
    error NotConsistent();
    /// @notice The chain has no SHA-256 precompile at address 2, so no proof could be verified.
    error Sha256Missing();

    /// @param registry The registry that names the operator of each department.
    constructor(address registry) {
        if (!MerkleProof.hasSha256()) {
            revert Sha256Missing();
        }
        _registry = IDepartmentRegistry(registry);
    }

    /// @notice Anchors a head of the caller's department, which must be active. Refused: an old size that is not the anchored one, a new size that
    /// does not grow or is above 2^63 - 1, a zero root, a proof that does not show the extension. Emits `Anchored`.
    /// @param oldSize The anchored size that this head extends; 0 the first time.
    /// @param newSize The size of the new head; at most 2^63 - 1.
    /// @param newRoot The RFC 9162 root of the new head.
    /// @param proof The consistency proof between the two sizes (RFC 9162 section 2.1.4); empty the first time.
    function anchor(uint64 oldSize, uint64 newSize, bytes32 newRoot, bytes32[] calldata proof) external {
        bytes32 department = _registry.activeDepartmentOf(msg.sender);
        if (department == bytes32(0)) {
            revert NotAnActiveOperator();
        }
        Position memory position = _positions[department];
        if (oldSize != position.size) {
            revert OldSizeIsNotCurrent(position.size);
        }
        if (newSize <= oldSize) {
            revert NotLarger();
        }
        if (newSize > MAX_SIZE) {
            revert SizeTooLarge(newSize);
        }
        if (newRoot == bytes32(0)) {
            revert RootIsZero();
        }
        mapping(uint64 size => bytes32 root) storage roots = _roots[department];
        bool isConsistent = oldSize == 0
            ? proof.length == 0
            : MerkleProof.isConsistent(oldSize, roots[oldSize], newSize, newRoot, proof);
        if (!isConsistent) {
            revert NotConsistent();
        }
        _positions[department] = Position(newSize, uint64(block.number), uint64(block.timestamp), position.count + 1);
        roots[newSize] = newRoot;
        emit Anchored(department, oldSize, newSize, newRoot);
    }

    /// @notice The newest anchored head of a department; zeros when there is none.
    function head(bytes32 department)
        external
        view
        returns (uint64 size, bytes32 root, uint64 blockNumber, uint64 blockTime, uint64 count)
    {
        Position memory position = _positions[department];
        return
            (position.size, _roots[department][position.size], position.blockNumber, position.blockTime, position.count);
    }

    /// @notice The root anchored at a size; zero when that size was not anchored. It is written once and never changes.
    function rootAt(bytes32 department, uint64 size) external view returns (bytes32) {
        return _roots[department][size];
    }

    /// @notice Whether an entry is in the log as anchored at a size.
    /// @param leafHash SHA-256(0x00 ‖ entry).
    /// @param proof The inclusion proof (RFC 9162 section 2.1.3).
    function verifyInclusion(bytes32 department, uint64 size, uint64 index, bytes32 leafHash, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        bytes32 root = _roots[department][size];
        return root != bytes32(0) && MerkleProof.isIncluded(index, size, leafHash, proof, root);
    }
}
