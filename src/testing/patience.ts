/** Before every test in a page. Parts that are loaded lazily are compiled when they are first wanted, which takes a busy machine a while. */
import { configure } from '@testing-library/dom'

configure({ asyncUtilTimeout: 4000 })
