/** Starts work at once; what it throws before its first `await` rejects too. */
export function begin<Given, Value>(work: (given: Given) => Promise<Value>, given: Given): Promise<Value> {
  try {
    return work(given);
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
