export interface CheckOptions {
  readonly type?: readonly string[];
  readonly id?: readonly string[];
  readonly list?: boolean;
  readonly explain?: string;
  readonly types?: boolean | string;
  readonly out?: readonly string[];
  readonly changed?: boolean;
  readonly serve?: string;
  readonly interval?: string;
  readonly watch?: string;
  readonly record: boolean;
  readonly allowEmpty?: boolean;
}
