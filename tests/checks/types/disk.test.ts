import { describe, expect, it } from "vitest";
import { checkTypes } from "../../../src/checks/types/index.js";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const judge = (written: Record<string, unknown>, output: Parameters<typeof judgeWritten>[2]) =>
  judgeWritten("disk", written, output);

interface Fake {
  readonly point: string;
  readonly type?: string;
  readonly device?: string;
  readonly superOptions?: string;
  /** In KiB; undefined leaves df's row out. */
  readonly used?: number;
  readonly available?: number;
  readonly inodes?: string;
}

/** As the script prints it with GNU's df. */
function host(mounts: readonly Fake[], { fstab = "", extra = "" } = {}): string {
  const raw = (point: string): string => point.replaceAll(" ", "\\040");
  const lines = mounts.map(
    ({ point, type = "ext4", device, superOptions = "rw,errors=remount-ro" }, index) =>
      `m ${index + 20} 1 ${device ?? `8:${index}`} / ${raw(point)} rw,relatime shared:1 - ${type} /dev/sd${index} ${superOptions}`,
  );
  const rows = mounts
    .filter(({ used }) => used !== undefined)
    .map(
      ({ point, used = 0, available = 0 }) =>
        `/dev/sda1  ${used + available + 5} ${used} ${available} 42% ${point}`,
    );
  const inodeRows = mounts
    .filter(({ inodes }) => inodes !== undefined)
    .map(({ point, inodes }) => `/dev/sda1  ${inodes} ${point}`);
  return [
    ...lines,
    fstab,
    "Filesystem     1024-blocks     Used Available Capacity Mounted on",
    ...rows,
    extra,
    "inodes",
    "Filesystem       Inodes  IUsed    IFree IUse% Mounted on",
    ...inodeRows,
    "end\n",
  ].join("\n");
}

const root = { point: "/", used: 24, available: 76 };
const data = { point: "/srv/my data", used: 85, available: 15, type: "xfs" };
const full = { point: "/full", used: 1_000_000, available: 0 };

describe("disk", () => {
  it.each([
    [{}, [root], "OK", "/ 24 % used"],
    [{}, [root, data], "WARNING", "/srv/my data 85 % > 80 %"],
    [{}, [root, data, full], "CRITICAL", "/full 100 % > 90 %; /srv/my data 85 % > 80 %"],
    [{ warn: "90%" }, [root, data], "OK", "/srv/my data 85 %, / 24 % used"],
    [{ crit: "70KiB" }, [root], "OK", "/ 24 % used"],
    [{ crit: "1MiB" }, [root], "CRITICAL", "/ 76.0 KiB < 1.0 MiB"],
    [{ exclude: "/full" }, [root, full], "OK", "/ 24 % used"],
    [{ exclude: ["/srv/*", "/f?ll"] }, [root, data, full], "OK", "/ 24 % used"],
    [{ mount: "/srv/*" }, [root, data], "WARNING", "/srv/my data 85 % > 80 %"],
    [{ mount: "/srv" }, [root], "UNKNOWN", "no mounted disk matches /srv"],
    [{ mount: ["/", "/srv"] }, [root], "UNKNOWN", "no mounted disk matches /srv"],
    [{ mount: ["/full", "/srv"] }, [full], "CRITICAL", "/full 100 % > 90 %; no mounted disk matches /srv"],
    [{ types: "xfs", warn: "90%" }, [full, data], "OK", "/srv/my data 85 % used"],
    [{ types: "zfs" }, [root], "UNKNOWN", "no mounted disk was found to look at"],
    [{ exclude_types: ["ext*", "xfs"] }, [root, data], "UNKNOWN", "no mounted disk was found to look at"],
    [{}, [], "UNKNOWN", "no mounted disk was found to look at"],
  ])("%j judges space", (written, mounts, state, summary) => {
    expect(judge(written, host(mounts))).toMatchObject({ state, summary });
  });

  it("leaves out memory, images and containers' layers, but not a root of layers", () => {
    const others = ["tmpfs", "squashfs", "iso9660", "overlay"].map((type, index) => ({
      ...full,
      point: `/m${index}`,
      type,
    }));
    expect(judge({}, host([root, ...others])).state).toBe("OK");
    expect(judge({}, host([{ ...full, point: "/", type: "overlay" }])).state).toBe("CRITICAL");
    expect(judge({ mount: "/m0" }, host([root, ...others])).summary).toBe("/m0 100 % > 90 %");
    expect(judge({ types: ["tmpfs"] }, host([root, ...others])).summary).toBe("/m0 100 % > 90 %");
  });

  it("tells of a device that is mounted twice once, unless it is named twice", () => {
    const twice = [
      { ...full, device: "8:1" },
      { ...full, device: "8:1", point: "/full/below" },
    ];
    expect(judge({}, host(twice)).values).toHaveLength(1);
    expect(judge({ mount: ["/full", "/full/below"] }, host(twice)).values).toHaveLength(2);
  });

  it("looks at the last of several mounts on one folder", () => {
    const over = [
      { ...full, type: "ext4" },
      { ...full, type: "tmpfs" },
    ];
    expect(judge({}, host([root, ...over])).state).toBe("OK");
  });

  it.each([
    ["ro,errors=remount-ro", {}, "", "CRITICAL"],
    ["ro,errors=remount-ro", { read_only: true }, "", "OK"],
    ["ro", {}, "f /", "OK"],
    ["ro", {}, "f /boot", "CRITICAL"],
    ["rw", {}, "", "OK"],
  ])("judges a disk that is %s, %j, %j", (superOptions, written, fstab, state) => {
    const verdict = judge(written, host([{ ...root, superOptions }], { fstab }));
    expect(verdict.state).toBe(state);
    expect(verdict.summary.includes("read-only")).toBe(state === "CRITICAL");
  });

  it.each([
    [{ inodes: { crit: "95%" } }, "1000 990 10 99%", "CRITICAL", "/ inodes 99 % > 95 %"],
    [{ inodes: { crit: "95%" } }, "1000 10 990 1%", "OK", "/ 24 % used"],
    [{ inodes: { crit: "95%" } }, "0 0 0 -", "OK", "/ 24 % used"],
    [{ inodes: { crit: "95%" } }, undefined, "UNKNOWN", "/ inodes could not be determined"],
    [{}, "1000 990 10 99%", "OK", "/ 24 % used"],
  ])("%j judges inodes", (written, inodes, state, summary) => {
    expect(judge(written, host([inodes === undefined ? root : { ...root, inodes }]))).toMatchObject({
      state,
      summary,
    });
  });

  it("says which disk df could not tell of, and why", () => {
    const output = host([root, { point: "/locked" }], { extra: "df: /locked: Permission denied" });
    expect(judge({}, output)).toMatchObject({
      state: "UNKNOWN",
      summary: "/locked: df: /locked: Permission denied",
    });
    expect(judge({}, host([{ point: "/", used: 0, available: 0 }])).state).toBe("UNKNOWN");
  });

  it("goes by the order where df names another mount of the device (busybox)", () => {
    const output = host([root, { ...data, point: "/bind" }]).replace(/42% \/bind/, "42% /elsewhere");
    expect(judge({}, output).summary).toBe("/bind 85 % > 80 %");
  });

  it("gives share and, where it is judged, free bytes as values", () => {
    expect(judge({ warn: "80%", crit: "1KiB" }, host([root])).values).toEqual([
      { label: "/", value: 24, unit: "%", warn: "80%", min: 0, max: 100 },
      { label: "/ free", value: 76 * 1024, unit: "B", crit: "1KiB", max: 105 * 1024 },
    ]);
  });

  it.each([
    ["nothing", ""],
    ["no end", host([root]).replace("end\n", "")],
    ["no mounts", "Filesystem 1024-blocks\n/dev/sda1 1000 10 990 1% /\nend\n"],
    ["no rows", host([root]).replace(/^\/dev.*$/m, "")],
  ])("is UNKNOWN with %s", (_, output) => {
    expect(judge({}, output).state).toBe("UNKNOWN");
  });

  it("says that df is missing", () => {
    const output = printed("m 1 1 8:1 / / rw - ext4 /dev/sda rw\nsh: 12: df: not found\n", { exitCode: 127 });
    expect(judge({}, output)).toMatchObject({ state: "UNKNOWN", summary: "df is not on the host" });
  });

  it.each(shells)("reads this machine in $name", async ({ command }) => {
    const written = { warn: "100%", crit: "100%", mount: "/", inodes: { crit: "100%" }, read_only: true };
    const verdict = judge(written, await runWritten(command, "disk", written));
    expect(verdict).toMatchObject({
      state: "OK",
      summary: expect.stringMatching(/^\/ \d[\d.]* % used$/) as string,
    });
    const usual = judge({ warn: "100%", read_only: true }, await runWritten(command, "disk", {}));
    expect(usual.values.map(({ label }) => label)).toContain("/");
  });
});

it.each([
  [{ warn: "80" }],
  [{ warn: "80%", crit: "70%" }],
  [{ mount: 5 }],
  [{ inodes: { warn: "5GiB" } }],
  [{ path: "/" }],
])("refuses %j", (written) => {
  expect(checkTypes.get("disk")?.options.safeParse(written).success).toBe(false);
});
