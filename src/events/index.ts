export { advance, type CheckEvent } from "./advance.js";
