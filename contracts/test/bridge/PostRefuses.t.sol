// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {SummaryFixture} from "./SummaryFixture.sol";
import {SummaryTypedData} from "./SummaryTypedData.sol";

/// @title Each test takes the next valid batch, changes one thing, and expects that one failure.
contract PostRefusesTest is SummaryFixture {
    bytes4 private constant BLOCKS = ISummaryInbox.SummaryInboxWrongBlocks.selector;

    function setUp() public override {
        super.setUp();
        _post(_sections(hospital, platform));
    }

    function test_post_revertsWhenReplayed() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        _post(sections);
        bytes4 wrong = ISummaryInbox.SummaryInboxWrongSequence.selector;
        _postFails(b, sections, abi.encodeWithSelector(wrong, 3, 2));
    }

    /// @dev A section that was posted is not the next one in a later batch either.
    function test_post_revertsWhenASectionIsReplayed() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        _post(sections);
        bytes32 head = inbox.headOf(_chainOf(hospital));
        bytes4 broken = ISummaryInbox.SummaryInboxBrokenChain.selector;
        _postFails(sections, abi.encodeWithSelector(broken, hospital, head, sections[0].previous));
    }

    function test_post_revertsWhenABatchIsLeftOut() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        b.sequence = 3;
        bytes4 wrong = ISummaryInbox.SummaryInboxWrongSequence.selector;
        _postFails(b, sections, abi.encodeWithSelector(wrong, 2, 3));
    }

    function test_post_revertsWhenTheBatchFollowsAnother() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        b.previous = keccak256("another");
        bytes4 broken = ISummaryInbox.SummaryInboxBrokenBatchChain.selector;
        _postFails(b, sections, abi.encodeWithSelector(broken, inbox.batchOf(1), b.previous));
    }

    function test_post_revertsWhenTheRootIsAnother() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes32 root = b.sectionsRoot;
        b.sectionsRoot = keccak256("another");
        bytes4 other = ISummaryInbox.SummaryInboxOtherRoot.selector;
        _postFails(b, sections, abi.encodeWithSelector(other, root, b.sectionsRoot));
    }

    function test_post_revertsWhenTheSlipsDoNotAddUp() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        b.slipCount = 3;
        bytes4 wrong = ISummaryInbox.SummaryInboxSlipCount.selector;
        _postFails(b, sections, abi.encodeWithSelector(wrong, 4, 3));
    }

    function test_post_revertsAbove128Slips() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
        (sections[0].slipCount, sections[0].itemCount) = (127, 1270);
        (sections[0].records, sections[0].labels) = (1270, 0);
        bytes4 wrong = ISummaryInbox.SummaryInboxSlipCount.selector;
        _postFails(sections, abi.encodeWithSelector(wrong, 129, 129));
    }

    function test_post_revertsWithoutSections() public {
        ISummaryInbox.SummarySection[] memory sections = new ISummaryInbox.SummarySection[](0);
        ISummaryInbox.SummaryBatch memory b = _batch(_sections(hospital));
        bytes4 wrong = ISummaryInbox.SummaryInboxSectionCount.selector;
        _postFails(b, sections, abi.encodeWithSelector(wrong, 0, 0));
    }

    function test_post_revertsWithSeventeenSections() public {
        ISummaryInbox.SummarySection[] memory sections = new ISummaryInbox.SummarySection[](17);
        for (uint256 i = 0; i < 17; ++i) sections[i] = _section(hospital);
        bytes4 wrong = ISummaryInbox.SummaryInboxSectionCount.selector;
        _postFails(_batch(sections), sections, abi.encodeWithSelector(wrong, 17, 17));
    }

    function test_post_revertsWhenASignatureIsMissing() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes memory signature = _signature(b);
        bytes4 wrong = ISummaryInbox.SummaryInboxSectionCount.selector;
        VM.expectRevert(abi.encodeWithSelector(wrong, 2, 1));
        inbox.post(b, sections, new bytes[](1), signature);
    }

    function test_post_revertsWhenSectionsAreOutOfOrder() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
        (sections[0], sections[1]) = (sections[1], sections[0]);
        bytes4 order = ISummaryInbox.SummaryInboxNotAscending.selector;
        _postFails(sections, abi.encodeWithSelector(order, sections[0].institution, sections[1].institution));
    }

    function test_post_revertsWhenAnInstitutionComesTwice() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, hospital);
        bytes4 order = ISummaryInbox.SummaryInboxNotAscending.selector;
        _postFails(sections, abi.encodeWithSelector(order, hospital, hospital));
    }

    function test_post_revertsWhenAnAuthorityAttestsToItsOwnSection() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(healthAuthority);
        bytes4 own = ISummaryInbox.SummaryInboxOwnSection.selector;
        _postFails(sections, abi.encodeWithSelector(own, healthAuthority));
    }

    function test_post_revertsWhenWhoeverAttestsIsNoAuthority() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        b.authority = platform;
        bytes4 none = ISummaryInbox.SummaryInboxNotAuthority.selector;
        _postFails(b, sections, abi.encodeWithSelector(none, platform));
    }

    function test_post_revertsForAnotherInstitutionsChain() public {
        bytes32 clinic = _clinic("clinic");
        ISummaryInbox.SummarySection[] memory sections = _sections(clinic);
        sections[0].chainId = _chainOf(hospital);
        bytes4 other = ISummaryInbox.SummaryInboxOtherChain.selector;
        _postFails(sections, abi.encodeWithSelector(other, clinic, _chainOf(hospital)));
    }

    function test_post_revertsForAnInstitutionsSecondChain() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        sections[0].chainId += 1;
        bytes4 other = ISummaryInbox.SummaryInboxOtherChain.selector;
        _postFails(sections, abi.encodeWithSelector(other, hospital, sections[0].chainId));
    }

    function test_post_revertsForAChainIdThatIsNone() public {
        bytes32 clinic = _clinic("clinic");
        bytes4 other = ISummaryInbox.SummaryInboxOtherChain.selector;
        uint256[3] memory none = [uint256(0), 1 << 53, (1 << 56) + 7];
        for (uint256 i = 0; i < 3; ++i) {
            ISummaryInbox.SummarySection[] memory sections = _sections(clinic);
            sections[0].chainId = none[i];
            _postFails(sections, abi.encodeWithSelector(other, clinic, none[i]));
        }
    }

    function test_post_revertsWhenSlipsAreLeftOutOrRepeated() public {
        bytes4 wrong = ISummaryInbox.SummaryInboxWrongSlip.selector;
        for (uint64 first = 1; first < 4; first += 2) {
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
            sections[0].firstSlip = first;
            _postFails(sections, abi.encodeWithSelector(wrong, hospital, 2, first));
        }
    }

    function test_post_revertsWhenBlocksAreLeftOut() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        sections[0].fromBlock = 4;
        _postFails(sections, abi.encodeWithSelector(BLOCKS, hospital, 3, 4, 5));
    }

    function test_post_revertsWhenBlocksAreRepeated() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        sections[0].fromBlock = 1;
        _postFails(sections, abi.encodeWithSelector(BLOCKS, hospital, 3, 1, 5));
    }

    function test_post_revertsWhenItEndsBeforeItBegins() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        sections[0].toBlock = 2;
        _postFails(sections, abi.encodeWithSelector(BLOCKS, hospital, 3, 3, 2));
    }

    function test_post_revertsForABlockBeyondAllChains() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        sections[0].toBlock = (1 << 40) - 1;
        _postFails(sections, abi.encodeWithSelector(BLOCKS, hospital, 3, 3, sections[0].toBlock));
    }

    function test_post_revertsWhenTheFirstSectionBeginsLater() public {
        bytes32 clinic = _clinic("clinic");
        ISummaryInbox.SummarySection[] memory sections = _sections(clinic);
        sections[0].fromBlock = 1;
        _postFails(sections, abi.encodeWithSelector(BLOCKS, clinic, 0, 1, 2));
    }

    /// @dev slips, items, records, labels, registrations: each row has one thing wrong.
    function test_post_revertsWhenCountsDoNotFit() public {
        uint32[5][7] memory rows = [
            [uint32(0), 0, 0, 0, 0],
            [uint32(129), 1290, 1290, 0, 0],
            [uint32(2), 10, 10, 0, 0],
            [uint32(2), 21, 21, 0, 0],
            [uint32(2), 12, 10, 3, 0],
            [uint32(2), 12, 12, type(uint32).max, 0],
            [uint32(2), 12, 9, 3, 10_001]
        ];
        bytes4 wrong = ISummaryInbox.SummaryInboxWrongCounts.selector;
        for (uint256 i = 0; i < rows.length; ++i) {
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
            ISummaryInbox.SummarySection memory s = sections[0];
            (s.slipCount, s.itemCount, s.records) = (rows[i][0], rows[i][1], rows[i][2]);
            (s.labels, s.registrations) = (rows[i][3], rows[i][4]);
            _postFails(sections, abi.encodeWithSelector(wrong, hospital));
        }
    }

    function test_post_revertsWhenAnOrganizationIsSuspended() public {
        bytes32[2] memory suspended = [hospital, healthAuthority];
        for (uint256 i = 0; i < 2; ++i) {
            _setOrganizationStatus(suspended[i], IOrganizationRegistry.OrganizationStatus.Suspended);
            _postFails(
                _sections(hospital),
                abi.encodeWithSelector(
                    IOrganizationRegistry.OrganizationRegistryInactive.selector,
                    suspended[i],
                    IOrganizationRegistry.OrganizationStatus.Suspended
                )
            );
            _setOrganizationStatus(suspended[i], IOrganizationRegistry.OrganizationStatus.Active);
        }
    }

    function _setOrganizationStatus(bytes32 orgId, IOrganizationRegistry.OrganizationStatus status) private {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(orgId, status);
    }

    function test_post_revertsWhenThereIsNoOracle() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        VM.prank(_admin("hospital").account);
        organizations.setOracle(hospital, address(0));
        bytes4 none = ISummaryInbox.SummaryInboxNoOracle.selector;
        _postFails(sections, abi.encodeWithSelector(none, hospital));
    }

    /// @dev Word by word: whichever member of the section changes, its institution has not signed it.
    function testFuzz_post_revertsWhenASignedSectionChanges(uint8 word, uint8 bit) public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        bytes[] memory signatures = _signatures(sections);
        // Members that have a rule of their own fail by it; these are the ones that only the signature protects.
        uint256[4] memory free = [uint256(7), 9, 10, 11];
        uint256 place = free[word % 4];
        uint256 flip = place < 10 ? uint256(bit) % 4 : bit;
        ISummaryInbox.SummarySection memory s = sections[0];
        assembly ("memory-safe") {
            let at := add(s, shl(5, place))
            mstore(at, xor(mload(at), shl(flip, 1)))
        }
        VM.assume(s.toBlock >= s.fromBlock);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes memory signature = _signature(b);
        bytes32 digest = _inboxDigest(SummaryTypedData.hash(s));
        _expectUnsigned(_oracle(hospital).account, digest);
        inbox.post(b, sections, signatures, signature);
    }

    function test_post_revertsWhenTheSignedBatchChanges() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        bytes[] memory signatures = _signatures(sections);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes memory signature = _signature(b);
        b.dataDigest = keccak256("another file");
        _expectUnsigned(_oracle(healthAuthority).account, _inboxDigest(SummaryTypedData.hash(b)));
        inbox.post(b, sections, signatures, signature);
    }

    function test_post_revertsForTheOracleOfAnotherOrganization() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        bytes[] memory signatures = _signatures(sections);
        bytes32 digest = _inboxDigest(SummaryTypedData.hash(sections[0]));
        signatures[0] = _sign(_oracle(platform), digest);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes memory signature = _signature(b);
        _expectUnsigned(_oracle(hospital).account, digest);
        inbox.post(b, sections, signatures, signature);
    }

    function test_post_revertsOnAnotherChain() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        bytes[] memory signatures = _signatures(sections);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes memory signature = _signature(b);
        VM.chainId(block.chainid + 1);
        _expectUnsigned(_oracle(healthAuthority).account, _inboxDigest(SummaryTypedData.hash(b)));
        inbox.post(b, sections, signatures, signature);
    }

    function _expectUnsigned(address signer, bytes32 digest) private {
        bytes4 unsigned = ISignedActions.SignedActionsInvalidSignature.selector;
        VM.expectRevert(abi.encodeWithSelector(unsigned, signer, digest));
        VM.prank(RELAYER);
    }

    function test_constructor_revertsWhenTheChunkSizeIsOutOfRange() public {
        bytes4 wrong = ISummaryInbox.SummaryInboxInvalidChunkSize.selector;
        VM.expectRevert(abi.encodeWithSelector(wrong, 0));
        this.deploy(0);
        VM.expectRevert(abi.encodeWithSelector(wrong, 1001));
        this.deploy(1001);
        this.deploy(1000);
    }

    function deploy(uint256 chunkSize) external returns (address deployed) {
        bytes memory code = bytes.concat(_inboxCode(), abi.encode(organizations, chunkSize));
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    function _inboxCode() private view returns (bytes memory) {
        return ICode(address(VM)).getCode("SummaryInbox");
    }
}

interface ICode {
    function getCode(string calldata name) external view returns (bytes memory);
}
