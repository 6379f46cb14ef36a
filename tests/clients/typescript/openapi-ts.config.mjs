// How @hey-api/openapi-ts reads the contract: modules that Node.js loads as they are.
export default {
  input: "../../../openapi/openapi.json",
  output: { path: "generated/sdk", importFileExtension: ".js" },
};
