// What changes of DingTalk's, in the words of the journal.
#pragma once

#include <string>
#include <vector>

#include "core/model/plan.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sim
{

// A change that a call asks for. The first name tells kind and object; the others are those by
// which the journal may know the same object: "department.update #500000001" is "~MARK", too.
struct Write {
    std::vector<std::string> names;
    model::Json fields;
};

std::string name_of(model::OperationKind kind, const std::string& object);
std::string numbered(std::int64_t dept_id); // "#500000001"

// Of one call; empty: it changes nothing. Names of roles are those of `company`.
std::vector<Write> writes_of(const http::HttpServerRequest& request,
                             const sandbox::Organisation& company);

// What DingTalk takes from an account along with it: its roles and its attendance group.
std::vector<Write> writes_of_removal(const std::string& userid,
                                     const sandbox::Organisation& company);

} // namespace rosterd::sim
