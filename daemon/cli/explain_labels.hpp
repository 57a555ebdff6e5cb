// What `explain` calls the things that it shows, in the reader's language.
#pragma once

#include <string_view>

#include "core/model/language.hpp"

namespace rosterd::cli
{

enum class Label {
    record,
    missing,
    deleted,
    quarantined,
    account,
    nobodys,
    none,
    made,
    adopted,
    not_signed_in,
    disabled,
    invited,
    standing,
    differs,
    unstated,
    next,
    nothing,
    recognises,
    held,
    findings,
    done,
    later,
    rights,
    by_hand,
    by_rosterd,
    missing_right,
    read_back,
    dingtalks,
    newest,
    write_back,
    waits,
    in_vain,
    told,
    count,
};

std::string_view label(Label which, model::Language language);

} // namespace rosterd::cli
