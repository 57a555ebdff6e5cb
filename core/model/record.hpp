// What a source says about one employee or department: raw text by heading, with where it came
// from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/json.hpp"

namespace rosterd::model
{

enum class RecordKind { person, department };

struct Cell {
    std::string heading; // as the source names it
    std::string text;    // UTF-8; empty when the source stated nothing in it
};

struct Record {
    RecordKind kind = RecordKind::person;
    Origin origin;
    // Equal raw records of one source have equal fingerprints; 0 = not computed by the connector.
    std::uint64_t fingerprint = 0;
    std::vector<Cell> cells; // a heading that is absent here was not stated at all
};

// {"kind": "person" | "department", "source", "where", "file", "row", "cells": [[heading, text],
// ..]}
void to_json(Json& json, const Record& record);
void from_json(const Json& json, Record& record);

// A stable 64-bit fingerprint of a record's kind, headings and texts (not of its origin).
std::uint64_t fingerprint_of(const Record& record);

// Mixes text into a running fingerprint; the same on every machine.
std::uint64_t fingerprint(std::string_view text, std::uint64_t seed = 0);

} // namespace rosterd::model
