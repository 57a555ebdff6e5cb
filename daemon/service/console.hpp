// Where in DingTalk's developer console what rosterd lacks is set, in three languages.
#pragma once

#include <string>

#include "core/model/language.hpp"

namespace rosterd::service
{

enum class Lack {
    none,
    permission, // to call an API, or to see a field
    address,    // this machine's on the allow-list
    secret,     // the right app_key and app_secret
    range,      // of departments that the application sees
    clock,      // one that goes right: of this machine, not of the console
};

// What DingTalk's code (see ApiError::code) tells to be lacking.
Lack lack_of(const std::string& code);

// The way there, click by click; empty for none.
std::string way_to(Lack lack, model::Language language);

} // namespace rosterd::service
