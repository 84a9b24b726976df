/** A Nagios plugin of a demo host, with performance data (Monitoring Plugins guidelines). */
export function checkPostgres(connections: number): string {
  return `#!/bin/sh
echo "POSTGRES OK - ${connections} of 100 connections | connections=${connections};80;95;0;100"
`;
}
