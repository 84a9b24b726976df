/** What hosts, groups, services, windows, tags and checks may be called: safe in paths, shells and patterns alike. */
export const namePattern = /^(?!__proto__$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/;
export const nameRule = "a name of letters, digits, dot, hyphen and underscore";
