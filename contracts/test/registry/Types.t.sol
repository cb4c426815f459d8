// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "../../src/IDepartmentRegistry.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title Record types, and the intervals in which departments may issue them
contract TypesTest is LedgerTest {
    string private constant URI = "https://city.example/vct/diploma/1";
    string private constant OTHER_URI = "https://city.example/vct/enrolment/1";
    bytes32 private constant TYPE = keccak256(bytes(URI));
    bytes32 private constant OTHER_TYPE = keccak256(bytes(OTHER_URI));
    bytes32 private constant METADATA_HASH = keccak256("metadata");

    function setUp() public override {
        super.setUp();
        vm.startPrank(council);
    }

    function test_RegisterTypes_One_KeepsItAndEmits() public {
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.TypeRegistered(TYPE, URI, METADATA_HASH, 5);
        register(TYPE, URI, METADATA_HASH);

        IDepartmentRegistry.RecordType memory recordType = registry.typeOf(TYPE);
        vm.assertEq(recordType.uri, URI, "uri");
        vm.assertEq(recordType.metadataHash, METADATA_HASH, "metadata hash");
        vm.assertEq(recordType.registeredAt, START + 60, "registered at");
    }

    function test_RegisterTypes_KeepsAll() public {
        registerBoth();

        vm.assertEq(registry.typeOf(TYPE).uri, URI, "first");
        vm.assertEq(registry.typeOf(OTHER_TYPE).uri, OTHER_URI, "second");
    }

    function test_TypeOf_OneThatIsNotThere_IsZeros() public view {
        vm.assertEq(registry.typeOf(TYPE).registeredAt, 0, "registered at");
    }

    function test_RevertWhen_TheTypeExists() public {
        register(TYPE, URI, METADATA_HASH);

        expectRefusal(IDepartmentRegistry.TypeExists.selector);
        register(TYPE, URI, keccak256("other metadata"));
    }

    function test_RevertWhen_TheTypeIdIsNotTheHashOfItsUri() public {
        expectRefusal(IDepartmentRegistry.IdDoesNotMatch.selector);
        register(TYPE, OTHER_URI, METADATA_HASH);
    }

    function test_RevertWhen_TheUriIsNotVisibleText() public {
        string[] memory texts = invisibleTexts();
        for (uint256 i; i < texts.length; ++i) {
            expectRefusal(IDepartmentRegistry.TextRefused.selector);
            register(keccak256(bytes(texts[i])), texts[i], METADATA_HASH);
        }
    }

    function test_RevertWhen_ThereAreFewerUris() public {
        expectRefusal(IDepartmentRegistry.LengthsDiffer.selector);
        registry.registerTypes(new bytes32[](2), new string[](1), new bytes32[](2));
    }

    function test_RevertWhen_ThereAreFewerMetadataHashes() public {
        expectRefusal(IDepartmentRegistry.LengthsDiffer.selector);
        registry.registerTypes(new bytes32[](2), new string[](2), new bytes32[](1));
    }

    function test_RevertWhen_OneOfManyTypesExists_NothingIsKept() public {
        register(OTHER_TYPE, OTHER_URI, METADATA_HASH);
        (bytes32[] memory ids, string[] memory uris, bytes32[] memory hashes) = both();

        expectRefusal(IDepartmentRegistry.TypeExists.selector);
        registry.registerTypes(ids, uris, hashes);

        vm.assertEq(registry.typeOf(TYPE).registeredAt, 0, "the first of them");
    }

    function test_AuthoriseTypes_CountsFromNowAndEmits() public {
        register(TYPE, URI, METADATA_HASH);
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.TypeAuthorised(EDUCATION, TYPE, 6);
        authorise(EDUCATION, TYPE);

        assertAuthority(EDUCATION, 0, START + 60, 0);
        vm.assertEq(registry.authoritiesOf(HEALTH, TYPE).length, 0, "the other department");
    }

    function test_AuthoriseTypes_AuthorisesEach() public {
        registerBoth();
        (bytes32[] memory ids,,) = both();

        registry.authoriseTypes(EDUCATION, ids);

        vm.assertEq(registry.authoritiesOf(EDUCATION, TYPE).length, 1, "first");
        vm.assertEq(registry.authoritiesOf(EDUCATION, OTHER_TYPE).length, 1, "second");
    }

    function test_Deauthorise_EndsItNowAndEmits() public {
        register(TYPE, URI, METADATA_HASH);
        authorise(EDUCATION, TYPE);
        vm.warp(START + 60);

        vm.expectEmit(address(registry));
        emit IDepartmentRegistry.TypeDeauthorised(EDUCATION, TYPE, 7);
        registry.deauthorise(EDUCATION, TYPE);

        assertAuthority(EDUCATION, 0, START, START + 60);
    }

    function test_AuthoriseTypes_Again_KeepsTheFirstInterval() public {
        register(TYPE, URI, METADATA_HASH);
        authorise(EDUCATION, TYPE);
        vm.warp(START + 60);
        registry.deauthorise(EDUCATION, TYPE);
        vm.warp(START + 120);

        authorise(EDUCATION, TYPE);

        assertAuthority(EDUCATION, 0, START, START + 60);
        assertAuthority(EDUCATION, 1, START + 120, 0);
    }

    function test_RevertWhen_AlreadyAuthorised() public {
        register(TYPE, URI, METADATA_HASH);
        authorise(EDUCATION, TYPE);

        expectRefusal(IDepartmentRegistry.AlreadyAuthorised.selector);
        authorise(EDUCATION, TYPE);
    }

    function test_RevertWhen_TheTypeIsUnknown() public {
        expectRefusal(IDepartmentRegistry.TypeUnknown.selector);
        authorise(EDUCATION, TYPE);
    }

    function test_RevertWhen_OneOfManyTypesIsUnknown_NothingIsAuthorised() public {
        register(TYPE, URI, METADATA_HASH);
        (bytes32[] memory ids,,) = both();

        expectRefusal(IDepartmentRegistry.TypeUnknown.selector);
        registry.authoriseTypes(EDUCATION, ids);

        vm.assertEq(registry.authoritiesOf(EDUCATION, TYPE).length, 0, "the first of them");
    }

    function test_RevertWhen_NeverAuthorised() public {
        register(TYPE, URI, METADATA_HASH);

        expectRefusal(IDepartmentRegistry.NotAuthorised.selector);
        registry.deauthorise(EDUCATION, TYPE);
    }

    function test_RevertWhen_NoLongerAuthorised() public {
        register(TYPE, URI, METADATA_HASH);
        authorise(EDUCATION, TYPE);
        registry.deauthorise(EDUCATION, TYPE);

        expectRefusal(IDepartmentRegistry.NotAuthorised.selector);
        registry.deauthorise(EDUCATION, TYPE);
    }

    function register(bytes32 typeId, string memory uri, bytes32 metadataHash) private {
        bytes32[] memory ids = new bytes32[](1);
        string[] memory uris = new string[](1);
        bytes32[] memory hashes = new bytes32[](1);
        (ids[0], uris[0], hashes[0]) = (typeId, uri, metadataHash);
        registry.registerTypes(ids, uris, hashes);
    }

    function authorise(bytes32 id, bytes32 typeId) private {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = typeId;
        registry.authoriseTypes(id, ids);
    }

    function registerBoth() private {
        (bytes32[] memory ids, string[] memory uris, bytes32[] memory hashes) = both();
        registry.registerTypes(ids, uris, hashes);
    }

    function both() private pure returns (bytes32[] memory ids, string[] memory uris, bytes32[] memory hashes) {
        ids = new bytes32[](2);
        uris = new string[](2);
        hashes = new bytes32[](2);
        (ids[0], ids[1]) = (TYPE, OTHER_TYPE);
        (uris[0], uris[1]) = (URI, OTHER_URI);
        (hashes[0], hashes[1]) = (METADATA_HASH, METADATA_HASH);
    }

    function assertAuthority(bytes32 id, uint256 place, uint64 validFrom, uint64 validUntil) private view {
        IDepartmentRegistry.Authority memory authority = registry.authoritiesOf(id, TYPE)[place];
        vm.assertEq(authority.validFrom, validFrom, "valid from");
        vm.assertEq(authority.validUntil, validUntil, "valid until");
    }
}
