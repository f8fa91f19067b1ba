// Documents as PDF: pages that one prints or hands in.
#pragma once

#include "base/error.hpp"
#include "chat/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace huzzah::page {

/// The size of the pages.
enum class paper { a4, letter };

/// The one that is used where a time zone is (an IANA name).
paper paper_of(std::string_view time_zone);

/// What a PDF says of itself, and how large it may become.
class pdf_options {
 public:
  page::paper paper = page::paper::a4;
  std::string author;   ///< may be empty
  std::string made_at;  ///< "2026-11-21T21:40:00Z"
  std::size_t most_pages = 100;
};

/// A document as a PDF: its sections with headings that the reader's outline lists, links alive, text that
/// can be selected, and structure for screen readers. What has no room on a page goes on on the next one;
/// each has its number, and from the second one on the title. Charts are left to their words. The same
/// document gives the same pages. too_large where these would be more than there may be, io_failed where
/// nothing can be drawn on this machine. Takes a while for a long one; may be called on any thread.
result<std::string> to_pdf(chat::document const& shown, pdf_options const& how);

}  // namespace huzzah::page
