// node phones.mjs: for each line "region<TAB>number" of stdin the number in E.164 where it is valid, and otherwise "-".
// The library reads RFC 3966 only where it may extract a number; elsewhere the whole text has to be one.
import { readFileSync } from "node:fs";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

const lines = readFileSync(0, "utf8").trimEnd().split("\n");
const answers = lines.map(line => {
  const [defaultCountry, text] = line.split("\t");
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: text.startsWith("tel:") });
  return number?.isValid() ? number.number : "-";
});
process.stdout.write(answers.join("\n") + "\n");
