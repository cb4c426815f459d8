// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Departments} from "./Departments.sol";
import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";

/// @title The registry's record types, and which department may issue which
abstract contract RecordTypes is Departments {
    mapping(bytes32 typeId => RecordType) private _types;
    mapping(bytes32 id => mapping(bytes32 typeId => Authority[])) private _authorities;

    /// @inheritdoc IDepartmentRegistry
    function registerTypes(bytes32[] calldata typeIds, string[] calldata uris, bytes32[] calldata metadataHashes)
        external
        onlyCouncil
    {
        if (typeIds.length != uris.length || typeIds.length != metadataHashes.length) {
            revert LengthsDiffer();
        }
        for (uint256 i; i < typeIds.length; ++i) {
            _registerType(typeIds[i], uris[i], metadataHashes[i]);
        }
    }

    /// @inheritdoc IDepartmentRegistry
    function authoriseTypes(bytes32 id, bytes32[] calldata typeIds) external onlyCouncil known(id) {
        for (uint256 i; i < typeIds.length; ++i) {
            _authorise(id, typeIds[i]);
        }
    }

    /// @inheritdoc IDepartmentRegistry
    function deauthorise(bytes32 id, bytes32 typeId) external onlyCouncil known(id) {
        Authority[] storage authorities = _authorities[id][typeId];
        if (authorities.length == 0 || authorities[authorities.length - 1].validUntil != 0) {
            revert NotAuthorised();
        }
        authorities[authorities.length - 1].validUntil = uint64(block.timestamp);
        emit TypeDeauthorised(id, typeId, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function typeOf(bytes32 typeId) external view returns (RecordType memory) {
        return _types[typeId];
    }

    /// @inheritdoc IDepartmentRegistry
    function authoritiesOf(bytes32 id, bytes32 typeId) external view returns (Authority[] memory) {
        return _authorities[id][typeId];
    }

    function _registerType(bytes32 typeId, string calldata uri, bytes32 metadataHash) private {
        _requireVisible(uri);
        if (typeId != keccak256(bytes(uri))) {
            revert IdDoesNotMatch();
        }
        if (_types[typeId].registeredAt != 0) {
            revert TypeExists();
        }
        _types[typeId] = RecordType(uri, metadataHash, uint64(block.timestamp));
        emit TypeRegistered(typeId, uri, metadataHash, _nextChange());
    }

    function _authorise(bytes32 id, bytes32 typeId) private {
        if (_types[typeId].registeredAt == 0) {
            revert TypeUnknown();
        }
        Authority[] storage authorities = _authorities[id][typeId];
        if (authorities.length != 0 && authorities[authorities.length - 1].validUntil == 0) {
            revert AlreadyAuthorised();
        }
        authorities.push(Authority(uint64(block.timestamp), 0));
        emit TypeAuthorised(id, typeId, _nextChange());
    }
}
