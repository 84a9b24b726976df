import { expect, it } from "vitest";
import { readHostListing } from "../../src/proposals/host-script.js";

it.each([
  ["7F00000A", "", false],
  ["0100007F", "order  01\n", true],
  ["7F000001", "order  02\n", true],
  ["0A00007F", "order  02\n", false],
])("knows whether %s is loopback in the host's byte order (%j)", (address, order, loopback) => {
  const listing = readHostListing(`${order}listen ${address}:0050\nend\n`);
  expect(listing?.listening).toEqual([{ port: 80, loopback }]);
});
