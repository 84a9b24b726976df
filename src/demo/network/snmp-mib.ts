import snmp, { type Mib } from "net-snmp";

type TypeName = "Integer" | "OctetString" | "OID" | "Counter" | "Gauge" | "TimeTicks" | "Counter64";

export interface DemoColumn {
  readonly number: number;
  readonly type: TypeName;
}

const readOnly = 2;

/** One value at `oid`.0. */
export function addScalar(mib: Mib, oid: string, type: TypeName, value: unknown): void {
  mib.registerProvider({
    name: oid,
    type: snmp.MibProviderType.Scalar,
    oid,
    scalarType: snmp.ObjectType[type] ?? 0,
    maxAccess: readOnly,
  });
  mib.setScalarValue(oid, value);
}

/** A table with one integer index: column 1, or else that of the table it augments, whose index then comes first in each row. */
export function addTable(
  mib: Mib,
  entryOid: string,
  columns: readonly DemoColumn[],
  rows: readonly (readonly unknown[])[],
  augments?: string,
): void {
  mib.registerProvider({
    name: entryOid,
    type: snmp.MibProviderType.Table,
    oid: entryOid,
    maxAccess: readOnly,
    tableColumns: columns.map(({ number, type }) => ({
      number,
      name: `column${number}`,
      type: snmp.ObjectType[type] ?? 0,
      maxAccess: readOnly,
    })),
    ...(augments === undefined ? { tableIndex: [{ columnName: "column1" }] } : { tableAugments: augments }),
  });
  for (const row of rows) mib.addTableRow(entryOid, [...row]);
}
