// One mapping rule carried out on the texts it names.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <re2/re2.h>

#include "core/ingest/mapping.hpp"
#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

// `text` is what `from`, `constant` or `join` gave; nullopt where no heading the rule names is
// there. `expression` is the rule's compiled `regex`, or null. nullopt: the field is not stated.
// Error: *.lookup, where the table lacks the text and nothing stands for the rest.
Cleaned<std::optional<std::string>> carry_out(const FieldRule& rule, const re2::RE2* expression,
                                              std::optional<std::string> text);

} // namespace rosterd::ingest
