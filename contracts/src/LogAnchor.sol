// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";
import {MerkleProof} from "./MerkleProof.sol";

/// @title The heads of the departments' logs
/// @notice A department anchors the head of its append-only log. The contract verifies that the new log extends the anchored one, so a
/// rewritten history is refused by the chain itself, whoever signs for it.
contract LogAnchor {
    /// @param size Entries in the log.
    /// @param blockNumber The block that anchored it.
    /// @param blockTime That block's time, seconds since 1970.
    /// @param count How many heads were anchored so far.
    struct Position {
        uint64 size;
        uint64 blockNumber;
        uint64 blockTime;
        uint64 count;
    }

    /// @dev Readers keep sizes as signed 64-bit numbers, and no log gets near: a million entries a second take 292,000 years.
    uint64 private constant MAX_SIZE = uint64(type(int64).max);

    IDepartmentRegistry private immutable _registry;
    mapping(bytes32 department => Position) private _positions;
    mapping(bytes32 department => mapping(uint64 size => bytes32 root)) private _roots;

    /// @notice A head was anchored.
    event Anchored(bytes32 indexed department, uint64 oldSize, uint64 indexed newSize, bytes32 root);

    /// @notice The caller operates no department, or one that is suspended.
    error NotAnActiveOperator();
    /// @notice The log was anchored at another size in the meantime; nothing is lost by trying again.
    error OldSizeIsNotCurrent(uint64 current);
    /// @notice A log only grows.
    error NotLarger();
    /// @notice No log has more than 2^63 - 1 entries.
    error SizeTooLarge(uint64 size);
    /// @notice No log has this root.
    error RootIsZero();
    /// @notice The proof does not show that the new log extends the anchored one.
    error NotConsistent();
    /// @notice The chain has no SHA-256 precompile at address 2: no proof could be verified on it.
    error Sha256Missing();

    /// @param registry The registry that says who operates which department.
    constructor(address registry) {
        if (!MerkleProof.hasSha256()) {
            revert Sha256Missing();
        }
        _registry = IDepartmentRegistry(registry);
    }

    /// @notice Anchors a head of the caller's department, which must be active. Refused: another old size than the anchored one, a size that
    /// does not grow or is above 2^63 - 1, a root of zero, a proof that does not show the extension. Emits `Anchored`.
    /// @param oldSize The anchored size this extends; 0 the first time.
    /// @param newSize The size of the new head; 2^63 - 1 at most.
    /// @param newRoot Its RFC 9162 root.
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

    /// @notice The root anchored at a size; zero when that size was not anchored. Written once, never changed.
    function rootAt(bytes32 department, uint64 size) external view returns (bytes32) {
        return _roots[department][size];
    }

    /// @notice Whether an entry is in the log as it was anchored at a size.
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
