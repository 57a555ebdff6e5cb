// What was learned for HR, as a CSV file that HR's side picks up.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

// Adds to the file, or begins one: `employee_id` and a column for each name, a row for each person;
// of a value told before the new one stands, and a cell without a word says nothing. UTF-8 with a
// mark, CRLF. The file is replaced as a whole, so that whoever takes it away has all or nothing of
// it; once it was taken away, the next one holds what is new since. Errors: transient (it can't be
// written), invalid (what stands there is no such file).
model::Result<void> add_to_file(const std::string& path, const std::vector<Learned>& people);

// The same for a connector: one answer for each.
std::vector<model::Result<void>> write_back_to_file(const std::string& path,
                                                    const std::vector<Learned>& people);

// `write_back: {path: ...}` of kinds whose HRIS takes files.
WriteBackKind file_write_back();
// From the context's `write_back`; empty: none.
std::string write_back_path(const ConnectorContext& context);

} // namespace rosterd::sdk
