// Whom a person leads: yes or no, or departments.
#pragma once

#include "core/ingest/departments.hpp"

namespace rosterd::ingest
{

// `text` is clean (TextKind::lines): yes/no for the first of `of`, a list of yes/no by position in
// `of` (missing ones are no), or departments. What people write for nothing ("N/A", "-") is no.
// A department is taken as one if it is one of `of` or above it, named by its whole path or its
// last level; or if it is plainly meant as a path or an id ("/A", "A/B", "#12"). "A-B" has to lie
// below a topmost department of `of`: many a word has a hyphen. Error: leads.unknown, with the
// first word that is none of these. Warning: leads.nowhere, where yes has no department to mean.
Cleaned<Departments> clean_leads(const std::string& text, const PathStyle& style,
                                 const Departments& of);

} // namespace rosterd::ingest
