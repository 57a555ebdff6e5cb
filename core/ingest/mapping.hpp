// How a source's headings become canonical fields: declarative, made from the configuration's
// `mapping:`; a mapping without rules recognises the usual headings by themselves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/result.hpp"

namespace rosterd::ingest
{

// One canonical field's recipe. Exactly one of `from`, `constant`, `join` gives the text; then, in
// this order, `split` + `index`, `regex` + `replace`, `lookup` (+ `otherwise`), `fallback` are
// applied.
struct FieldRule {
    std::string field;               // canonical: "mobile", "ext.卡號"
    std::optional<std::string> from; // heading
    std::optional<std::string> constant;
    std::vector<std::string> join; // headings; empty texts are left out
    std::string separator = " ";   // between joined texts
    std::optional<std::string> split;
    int index = 0;                    // of the part; negative counts from the end
    std::optional<std::string> regex; // RE2
    std::string replace;              // with \1 ...
    std::map<std::string, std::string> lookup;
    std::optional<std::string> otherwise; // for texts the table lacks; nullopt = a finding
    std::optional<std::string> fallback;  // when the text is empty: `default` in YAML
};

struct Mapping {
    std::vector<FieldRule> rules;
    bool recognise_headings = true; // headings no rule names are recognised as usual
};

// From the configuration's `mapping:` as JSON: a field maps to a heading ("mobile": "Handphone") or
// to an object with the keys above (`default` for fallback). Unknown keys and bad regular
// expressions are errors; `hint` names the nearest known key.
model::Result<Mapping> parse_mapping(const model::Json& json);

// The canonical field that a heading usually means ("手機號碼", "Mobile", "手机号" -> "mobile");
// nullopt if unknown. Spaces, case, full-width forms and a bracketed remark do not matter.
std::optional<std::string> recognise_heading(const std::string& heading);

} // namespace rosterd::ingest
