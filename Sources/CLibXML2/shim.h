#ifndef M2M_CLIBXML2_SHIM_H
#define M2M_CLIBXML2_SHIM_H

// Debian's libxml2 is built with ICU and includes its headers, which contradict those of Foundation's own ICU as soon
// as one Swift file sees both. All it declares with them is the end of struct _xmlCharEncodingHandler, which Swift
// here handles by pointer only.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/catalog.h>
#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/schemasInternals.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#endif
