// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads and writes the small documents of the services. No document type, entity or file is ever read. */
public final class Xml {

    private Xml() {}

    /**
     * Writes an element.
     *
     * @param name the element's name
     * @param text its text
     * @return the element, with the text escaped
     */
    public static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    /**
     * Escapes a text.
     *
     * @param text the text
     * @return the text, fit for an element or an attribute
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * Reads a document.
     *
     * @param document the document
     * @return its root
     * @throws ServiceException {@code MalformedXML} (400) if it is none
     */
    public static Element parse(byte[] document) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new ServiceException(400, "MalformedXML", "the body is no well-formed XML document");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK has such a parser", e);
        }
    }

    /**
     * Finds children by name.
     *
     * @param parent the element
     * @param name the local name
     * @return the children, in order
     */
    public static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    /**
     * Finds a child's text.
     *
     * @param parent the element
     * @param name the child's local name
     * @return the text of the first such child
     */
    public static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(child -> child.getTextContent().trim());
    }
}
