// People and accounts as the store keeps them: one line of JSON each, with the canonical field
// names as keys; what is not stated, empty or false is left out. A run reads and writes thousands
// of them, so no tree is built on the way.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "core/model/observed.hpp"
#include "core/model/person.hpp"

namespace rosterd::model
{

// The text is no such document: not JSON, or a field holds another type.
struct DamagedDocument : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Text that is not UTF-8 is written with replacement characters.
std::string document_of(const Person& person);
std::string document_of(const ObservedUser& user);

// The inverse. Names it does not know are passed over: a newer version wrote them. Throw
// DamagedDocument.
Person person_in(std::string_view document);
ObservedUser user_in(std::string_view document);

} // namespace rosterd::model
